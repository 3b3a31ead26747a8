package dev.aistreaming.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class JdbcSchemaTests {

    private static String schema(String platform) throws IOException {
        return new ClassPathResource("dev/aistreaming/spring/jdbc/schema-" + platform + ".sql")
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void mySqlAndMariaDbHaveTheSameTables() throws IOException {
        assertThat(schema("mysql")).isEqualTo(schema("mariadb"));
    }
}
