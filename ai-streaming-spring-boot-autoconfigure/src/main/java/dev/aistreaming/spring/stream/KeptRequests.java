package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.conversation.MessageCodec;
import dev.aistreaming.store.StreamHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Encodes requests as JSON. A request that another instance could not repeat in the same way is not encoded: one that carries code of the
 * application or options that are not plain JSON.
 */
final class KeptRequests {

    /** Must be incremented if an older version must not repeat such a request. */
    private static final int VERSION = 1;

    /** More than any store keeps of one request. */
    private static final long MAX_MEDIA_BYTES = 1 << 20;

    private static final TypeReference<LinkedHashMap<String, Object>> OPTIONS = new TypeReference<>() {};

    private final JsonMapper json = new JsonMapper();

    /** Returns {@code null} if the request cannot be repeated on another instance. */
    byte @Nullable [] encode(KeptRequest kept) {
        ChatRequest request = kept.request();
        if (!request.attributes().isEmpty()
                || !isPlain(request.options())
                || mediaBytes(request.messages()) > MAX_MEDIA_BYTES) {
            return null;
        }
        ObjectNode all = json.createObjectNode();
        all.put("v", VERSION);
        all.put("provider", kept.provider());
        head(all.putObject("stream"), kept);
        request(all.putObject("request"), request);
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void head(ObjectNode out, KeptRequest kept) {
        StreamHead head = kept.head();
        out.put("owner", head.owner());
        out.put("format", head.format());
        out.put("key", head.key());
        out.put("created", head.created().toString());
        ObjectNode ids = out.putObject("ids");
        kept.ids().forEach(ids::put);
    }

    private void request(ObjectNode out, ChatRequest request) {
        out.put("model", request.model());
        out.put("system", request.system());
        ArrayNode messages = out.putArray("messages");
        request.messages().stream().map(MessageCodec::encode).forEach(messages::add);
        out.put("temperature", request.temperature());
        out.put("topP", request.topP());
        out.put("maxTokens", request.maxTokens());
        ArrayNode stop = out.putArray("stop");
        request.stop().forEach(stop::add);
        out.put("seed", request.seed());
        ArrayNode tools = out.putArray("tools");
        for (Tool tool : request.tools()) {
            tools.addObject()
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .put("parameters", tool.parameters());
        }
        ToolChoice choice = request.toolChoice();
        if (choice != null) {
            out.putObject("toolChoice").put("kind", choice.kind().name()).put("name", choice.name());
        }
        out.put("parallelToolCalls", request.parallelToolCalls());
        Output output = request.output();
        if (output != null) {
            out.putObject("output").put("name", output.name()).put("schema", output.schema());
        }
        ReasoningEffort reasoning = request.reasoning();
        if (reasoning != null) {
            out.putObject("reasoning")
                    .put("level", reasoning.level().name())
                    .put("budgetTokens", reasoning.budgetTokens());
        }
        out.put("cachePrompt", request.cachePrompt());
        out.set("options", json.valueToTree(request.options()));
    }

    /** Whether a value is still the same after it has been written as JSON and read again. */
    private static boolean isPlain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .allMatch(each -> each.getKey() instanceof String && isPlain(each.getValue()));
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(KeptRequests::isPlain);
        }
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double;
    }

    private static long mediaBytes(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> message.parts().stream())
                .mapToLong(KeptRequests::mediaBytes)
                .sum();
    }

    private static long mediaBytes(Part part) {
        Media media = null;
        if (part instanceof Part.Image image) {
            media = image.media();
        } else if (part instanceof Part.File file) {
            media = file.media();
        } else if (part instanceof Part.Audio audio) {
            media = audio.media();
        }
        return media instanceof Media.Bytes bytes ? bytes.length() : 0;
    }

    /**
     * Decodes a request.
     *
     * @throws IllegalArgumentException if this version cannot repeat the request as it was meant
     */
    KeptRequest decode(String streamId, byte[] encoded) {
        try {
            JsonNode all = json.readTree(encoded);
            if (all.path("v").asInt(0) != VERSION) {
                throw new IllegalArgumentException("a kept request is of another version");
            }
            JsonNode stream = all.path("stream");
            StreamHead head = new StreamHead(
                    streamId,
                    text(stream, "owner"),
                    stream.path("format").asString(),
                    text(stream, "key"),
                    Instant.parse(stream.path("created").asString()));
            Map<String, String> ids = new LinkedHashMap<>();
            stream.path("ids").forEachEntry((name, id) -> ids.put(name, id.asString()));
            return new KeptRequest(all.path("provider").asString(), request(all.path("request")), head, ids);
        } catch (JacksonException e) {
            // without the cause, because it quotes what users have written
            throw new IllegalArgumentException(
                    "a kept request cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private ChatRequest request(JsonNode in) {
        ChatRequest.Builder request = ChatRequest.builder()
                .model(text(in, "model"))
                .system(text(in, "system"))
                .temperature(
                        in.hasNonNull("temperature") ? in.path("temperature").asDouble() : null)
                .topP(in.hasNonNull("topP") ? in.path("topP").asDouble() : null)
                .maxTokens(in.hasNonNull("maxTokens") ? in.path("maxTokens").asInt() : null)
                .seed(in.hasNonNull("seed") ? in.path("seed").asLong() : null)
                .parallelToolCalls(flag(in, "parallelToolCalls"))
                .cachePrompt(flag(in, "cachePrompt"))
                .stop(in.path("stop").valueStream().map(JsonNode::asString).toList())
                .options(json.treeToValue(
                        in.path("options"), json.getTypeFactory().constructType(OPTIONS)));
        in.path("messages").forEach(message -> request.message(message(message.asString())));
        for (JsonNode tool : in.path("tools")) {
            request.tool(new Tool(
                    tool.path("name").asString(),
                    text(tool, "description"),
                    tool.path("parameters").asString()));
        }
        JsonNode choice = in.path("toolChoice");
        if (choice.isObject()) {
            request.toolChoice(
                    new ToolChoice(ToolChoice.Kind.valueOf(choice.path("kind").asString()), text(choice, "name")));
        }
        JsonNode output = in.path("output");
        if (output.isObject()) {
            request.output(new Output(text(output, "name"), text(output, "schema")));
        }
        JsonNode reasoning = in.path("reasoning");
        if (reasoning.isObject()) {
            request.reasoning(new ReasoningEffort(
                    ReasoningEffort.Level.valueOf(reasoning.path("level").asString()),
                    reasoning.hasNonNull("budgetTokens")
                            ? reasoning.path("budgetTokens").asInt()
                            : null));
        }
        return request.build();
    }

    private static Message message(String encoded) {
        Message message = MessageCodec.decode(encoded);
        if (message == null) {
            throw new IllegalArgumentException("a message of a kept request is not known here");
        }
        return message;
    }

    private static @Nullable String text(JsonNode in, String name) {
        return in.hasNonNull(name) ? in.path(name).asString() : null;
    }

    private static @Nullable Boolean flag(JsonNode in, String name) {
        return in.hasNonNull(name) ? in.path(name).asBoolean() : null;
    }
}
