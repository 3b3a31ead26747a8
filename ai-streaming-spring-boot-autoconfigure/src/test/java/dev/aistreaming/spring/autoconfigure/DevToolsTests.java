package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Defaults that Spring Boot's developer tools take from this jar. */
class DevToolsTests {

    private static final String DEFAULTS = "defaults.";

    @Test
    void aRestartWhileDevelopingDoesNotWaitForOpenStreams() throws IOException {
        Properties properties =
                PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/spring-devtools.properties"));
        Map<String, String> defaults = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> {
            assertThat(name).startsWith(DEFAULTS);
            defaults.put(name.substring(DEFAULTS.length()), properties.getProperty(name));
        });

        AiStreamingProperties bound = new Binder(new MapConfigurationPropertySource(defaults))
                .bindOrCreate("ai.streaming", AiStreamingProperties.class);

        assertThat(bound.shutdown().drainTimeout()).isEqualTo(Duration.ZERO);
    }
}
