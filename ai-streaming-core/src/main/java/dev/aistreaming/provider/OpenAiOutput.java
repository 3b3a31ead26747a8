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
        switch (dialect.toolsBesideOutput()) {
            case ANY -> {}
            case UNFORCED -> {
                if (isForced(request.toolChoice())) {
                    throw refusal.field("output beside a toolChoice that forces a call", "leave one of them out");
                }
            }
            case NONE -> {
                if (!request.tools().isEmpty()) {
                    throw refusal.field("output beside tools", "leave one of them out");
                }
            }
        }
        String schema = output.schema();
        Map<String, Object> format = new LinkedHashMap<>();
        if (schema == null || output.name() == null) {
            format.put("type", "json_object");
        } else {
            String strictModels = dialect.strictModels();
            if (strictModels == null) {
                throw refusal.field("output with a schema", "use Output.JSON, and put the schema into the prompt");
            }
            format.put("type", "json_schema");
            String model = request.model() == null ? "" : request.model();
            format.put("json_schema", named(output.name(), schema, model.startsWith(strictModels), refusal));
        }
        body.put("response_format", format);
    }

    /** A schema with its name, and whether the answer keeps to it strictly. */
    static Map<String, Object> named(String name, String schema, boolean strict, Refusal refusal) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", name(name, refusal));
        named.put("strict", strict);
        named.put("schema", SchemaSubset.STRICT.of(JsonTree.object("output schema", schema)));
        return named;
    }

    private static String name(String name, Refusal refusal) {
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
