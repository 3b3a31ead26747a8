package dev.aistreaming.spring.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.Part;
import dev.aistreaming.tool.ToolException;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class McpResultsTests {

    private final McpResults results = new McpResults(JsonMapper.shared());

    @ParameterizedTest
    @CsvSource({"AQI=, application/octet-stream", "AQI=, picture", "AQI=, ' '", "no base 64, image/png"})
    void whatCannotBeReadOfAResultDoesNotTakeTheRestWithIt(String data, String type) {
        McpSchema.CallToolResult result = McpSchema.CallToolResult.builder()
                .addTextContent("A cat")
                .addContent(McpSchema.ImageContent.builder(data, type).build())
                .build();

        assertThat(results.of(result))
                .containsExactly(
                        new Part.Text("A cat"), new Part.Text("[Content of the type 'image' cannot be read.]"));
    }

    @Test
    void aFailureWithoutWordsIsAFailure() {
        McpSchema.CallToolResult result =
                McpSchema.CallToolResult.builder().isError(true).build();

        assertThatThrownBy(() -> results.of(result))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("does not say why");
    }
}
