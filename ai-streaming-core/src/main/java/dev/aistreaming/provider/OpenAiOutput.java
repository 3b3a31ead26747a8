package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ToolChoice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Structured output in chat completions. */
final class OpenAiOutput {

    private static final int MAX_NAME = 64;

    private static final String ANY_OBJECT = "Answer with one JSON object and nothing else.";
    private static final String BY_SCHEMA =
            "Answer with one JSON object and nothing else. It must be valid against this JSON Schema:\n";

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
        Map<String, Object> format = new LinkedHashMap<>();
        if (isConstrained(request, dialect) && output.schema() != null && output.name() != null) {
            format.put("type", "json_schema");
            format.put("json_schema", named(output.name(), output.schema(), refusal));
        } else {
            format.put("type", "json_object");
        }
        body.put("response_format", format);
    }

    /** Adds to the instructions what the response format cannot express: the schema, or the fact that JSON is required at all. */
    static ChatRequest told(ChatRequest request, OpenAiDialect dialect) {
        Output output = request.output();
        if (output == null || isConstrained(request, dialect) || (output.schema() == null && speaksOfJson(request))) {
            return request;
        }
        String told = output.schema() == null ? ANY_OBJECT : BY_SCHEMA + output.schema();
        return request.toBuilder()
                .system(request.system() == null ? told : request.system() + "\n\n" + told)
                .build();
    }

    /** Whether the provider constrains the model to the schema. */
    private static boolean isConstrained(ChatRequest request, OpenAiDialect dialect) {
        String able = dialect.strictModels();
        boolean schema = request.output() != null && request.output().schema() != null;
        return schema
                && able != null
                && request.model() != null
                && request.model().startsWith(able);
    }

    /** Providers require that the messages mention JSON too, because the model might otherwise produce endless white space. */
    private static boolean speaksOfJson(ChatRequest request) {
        return speaksOfJson(request.system() == null ? "" : request.system())
                || request.messages().stream().anyMatch(message -> speaksOfJson(message.text()));
    }

    private static boolean speaksOfJson(String text) {
        return text.toLowerCase(Locale.ROOT).contains("json");
    }

    /** A schema with its name. */
    static Map<String, Object> named(String name, String schema, Refusal refusal) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", name(name, refusal));
        named.put("strict", true);
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
