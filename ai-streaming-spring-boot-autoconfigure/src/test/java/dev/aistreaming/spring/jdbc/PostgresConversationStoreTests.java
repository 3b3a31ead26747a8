package dev.aistreaming.spring.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Against PostgreSQL: its own binary or, with {@code -Dtest.postgresql.url}, a database that runs already. */
@Tag("integration")
class PostgresConversationStoreTests extends JdbcConversationStoreContract {

    private static @Nullable EmbeddedPostgres server;
    private static final HikariDataSource POOL = new HikariDataSource();

    @BeforeAll
    static void start() throws IOException {
        String running = System.getProperty("test.postgresql.url");
        if (running == null) {
            server = EmbeddedPostgres.start();
            POOL.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        } else {
            POOL.setJdbcUrl(running);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        POOL.close();
        if (server != null) {
            server.close();
        }
    }

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String platform() {
        return "postgresql";
    }
}
