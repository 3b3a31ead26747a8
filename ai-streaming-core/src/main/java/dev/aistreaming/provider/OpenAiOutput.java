package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ToolChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the answer has to be, in chat completions. */
final class OpenAiOutput {

    private static final int MAX_NAME = 64;

    private OpenAiOutput() {}

    static void put(ChatRequest request, OpenAiDialect dialect, ProviderSettings settings, Map<String, Object> body) {
        Output output = request.output();
        if (output == null) {
            return;
        }
        Refusal refusal = new Refusal(settings.name());
        if (!dialect.forcesToolsBesideOutput() && isForced(request.toolChoice())) {
            throw refusal.field("output beside a toolChoice that forces a call", "leave one of them out");
        }
        String schema = output.schema();
        Map<String, Object> format = new LinkedHashMap<>();
        if (schema == null || output.name() == null) {
            format.put("type", "json_object");
        } else {
            if (dialect.strictModels() == null) {
                throw refusal.field("output with a schema", "use Output.JSON, and put the schema into the prompt");
            }
            format.put("type", "json_schema");
            format.put("json_schema", schema(name(output.name(), refusal), schema, request, dialect));
        }
        body.put("response_format", format);
    }

    private static Map<String, Object> schema(String name, String schema, ChatRequest request, OpenAiDialect dialect) {
        String model = request.model() == null ? "" : request.model();
        String strictModels = dialect.strictModels() == null ? "" : dialect.strictModels();
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", name);
        named.put("strict", model.startsWith(strictModels));
        named.put("schema", SchemaSubset.STRICT.of(JsonTree.object("output schema", schema)));
        return named;
    }

    static String name(String name, Refusal refusal) {
        if (name.length() > MAX_NAME || name.indexOf('.') >= 0 || name.indexOf(':') >= 0) {
            throw refusal.field(
                    "an output of the name '" + name + "'", "use at most " + MAX_NAME + " letters, digits, _ and -");
        }
        return name;
    }

    private static boolean isForced(@Nullable ToolChoice choice) {
        return choice != null && (choice.kind() == ToolChoice.Kind.REQUIRED || choice.kind() == ToolChoice.Kind.NAMED);
    }
}
