package dev.aistreaming.format;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** OpenAI's answer in one piece, and what it shares with the chunks of a stream. */
final class OpenAiCompletion {

    private OpenAiCompletion() {}

    static String write(Disclosure shown, ChatResponse response, StreamInfo stream) {
        SseEncoder out = new SseEncoder();
        String model = stream.model() == null ? response.model() : stream.model();
        head(out, "chat.completion", stream, model);
        out.literal(",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
        boolean calls = shown.toolCalls() && !response.toolCalls().isEmpty();
        if (calls && response.content().isEmpty()) {
            out.literal("null");
        } else {
            out.jsonString(response.content());
        }
        if (shown.reasoning() && !response.reasoning().isEmpty()) {
            out.literal(",\"reasoning_content\":").jsonString(response.reasoning());
        }
        if (calls) {
            calls(out, response.toolCalls());
        }
        out.literal("},\"finish_reason\":");
        reason(out, response.finishReason());
        out.literal("}]");
        if (counts(response.usage())) {
            usage(out, response.usage());
        }
        return new String(out.literal("}").take(), StandardCharsets.UTF_8);
    }

    private static void calls(SseEncoder out, List<ToolCall> calls) {
        WrittenCalls ids = new WrittenCalls();
        String separator = ",\"tool_calls\":[{";
        for (ToolCall call : calls) {
            out.literal(separator);
            call(out, call, ids);
            separator = ",{";
        }
        out.literal("]");
    }

    /** All members up to the model. */
    static SseEncoder head(SseEncoder out, String object, StreamInfo stream, @Nullable String model) {
        out.literal("{\"id\":\"chatcmpl-").literal(stream.streamId());
        out.literal("\",\"object\":\"").literal(object);
        out.literal("\",\"created\":").number(stream.created().getEpochSecond());
        return out.literal(",\"model\":").jsonString(model == null ? "" : model);
    }

    /** A reason that OpenAI has no name for becomes {@code stop}. */
    static void reason(SseEncoder out, FinishReason reason) {
        out.jsonString(reason == FinishReason.OTHER ? FinishReason.STOP.wireName() : reason.wireName());
    }

    /** A call without its opening brace. Arguments that were cut off are sent as well, although they are not valid JSON. */
    static SseEncoder call(SseEncoder out, ToolCall call, WrittenCalls ids) {
        out.literal("\"id\":").jsonString(ids.newId(call.id().isBlank() ? null : call.id()));
        out.literal(",\"type\":\"function\",\"function\":{\"name\":").jsonString(call.name());
        out.literal(",\"arguments\":").jsonString(JsonMembers.arguments(call));
        return out.literal("}}");
    }

    /** Only true if both numbers were reported: the protocol has no way to mark an estimate. */
    static boolean counts(Usage usage) {
        return usage.inputTokens() != null && usage.outputTokens() != null && !usage.estimated();
    }

    /** Must only be called if the usage {@linkplain #counts counts}. */
    static void usage(SseEncoder out, Usage usage) {
        long input = Objects.requireNonNull(usage.inputTokens());
        long output = Objects.requireNonNull(usage.outputTokens());
        out.literal(",\"usage\":{\"prompt_tokens\":").number(input);
        out.literal(",\"completion_tokens\":").number(output);
        out.literal(",\"total_tokens\":").number(input + output).literal("}");
    }
}
