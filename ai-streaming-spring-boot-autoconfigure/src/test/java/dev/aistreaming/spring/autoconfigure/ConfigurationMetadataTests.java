package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationMetadataTests {

    @Test
    void everyKeyHasADescription() throws IOException {
        List<String> bare = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode property : metadata().get("properties")) {
            names.add(property.get("name").asString());
            if (!property.has("description")) {
                bare.add(property.get("name").asString());
            }
        }
        assertThat(names).contains("ai.streaming.default-provider", "ai.streaming.timeouts.first-token");
        assertThat(bare).isEmpty();
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream json =
                AiStreamingProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(json).as("generated metadata").isNotNull();
            // other libraries on the class path have a file of this name too
            JsonNode metadata = JsonMapper.shared().readTree(json);
            assertThat(metadata.toString()).contains("ai.streaming");
            return metadata;
        }
    }
}
