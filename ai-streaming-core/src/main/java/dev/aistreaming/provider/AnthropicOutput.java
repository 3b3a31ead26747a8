package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import java.util.LinkedHashMap;
import java.util.Map;

/** The field {@code output_config} of Anthropic's Messages API. */
final class AnthropicOutput {

    private AnthropicOutput() {}

    static Map<String, Object> of(ChatRequest request) {
        Map<String, Object> config = new LinkedHashMap<>();
        String effort = AnthropicReasoning.effort(request.reasoning());
        if (effort != null) {
            config.put("effort", effort);
        }
        Output output = request.output();
        if (output != null && output.schema() != null && !OutputTool.isNeeded(request)) {
            Map<String, Object> format = new LinkedHashMap<>();
            format.put("type", "json_schema");
            format.put("schema", SchemaSubset.ANTHROPIC.of(JsonTree.object("output schema", output.schema())));
            config.put("format", format);
        }
        return config;
    }
}
