package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tools and the response format of an OpenAI request. */
final class OpenAiToolsAndOutput {

    private OpenAiToolsAndOutput() {}

    static void put(JsonNode body, ChatRequest.Builder request) {
        request.tools(tools(body.path("tools")))
                .toolChoice(choice(body.path("tool_choice")))
                .parallelToolCalls(parallel(body.path("parallel_tool_calls")))
                .output(output(body.path("response_format")));
    }

    /** There are tools other than functions, but no other provider knows them. */
    private static List<Tool> tools(JsonNode value) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : value) {
            JsonNode function = tool.path("function");
            if (function.isObject()) {
                tools.add(FrontEndTools.tool(FrontEndBody.text(function, "name"), function));
            }
        }
        return tools;
    }

    private static @Nullable ToolChoice choice(JsonNode value) {
        if (OpenAiSettings.isUnset(value)) {
            return null;
        }
        String name = FrontEndBody.name(value.path("function"), "name");
        if (name != null) {
            return ToolChoice.tool(name);
        }
        return switch (FrontEndBody.textOrJson(value)) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> ToolChoice.NONE;
            case "required" -> ToolChoice.REQUIRED;
            default ->
                throw AiException.invalidRequest(
                        "tool_choice must be auto, none, required, or an object that names a function");
        };
    }

    private static @Nullable Boolean parallel(JsonNode value) {
        if (OpenAiSettings.isUnset(value)) {
            return null;
        }
        if (!value.isBoolean()) {
            throw AiException.invalidRequest("parallel_tool_calls must be true or false");
        }
        return value.booleanValue();
    }

    private static @Nullable Output output(JsonNode value) {
        if (OpenAiSettings.isUnset(value)) {
            return null;
        }
        String type = FrontEndBody.text(value, "type");
        return switch (type == null ? "" : type) {
            case "text" -> null;
            case "json_object" -> Output.JSON;
            case "json_schema" -> schema(value.path("json_schema"));
            default ->
                throw AiException.invalidRequest("response_format must have the type text, json_object or json_schema");
        };
    }

    private static Output schema(JsonNode value) {
        String name = FrontEndBody.name(value, "name");
        JsonNode schema = value.path("schema");
        if (name == null || !schema.isObject()) {
            throw AiException.invalidRequest("response_format.json_schema must have a name and a schema");
        }
        return Output.schema(name, schema.toString());
    }
}
