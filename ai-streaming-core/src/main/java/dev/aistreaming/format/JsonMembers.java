package dev.aistreaming.format;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import org.jspecify.annotations.Nullable;

/** Members of JSON objects that several formats share. A label has the form {@code "name":}. */
final class JsonMembers {

    private JsonMembers() {}

    /** Writes nothing for {@code null}. Returns the separator for the next member. */
    static String member(SseEncoder out, String separator, String label, @Nullable String value) {
        if (value == null) {
            return separator;
        }
        out.literal(separator).literal(label).jsonString(value);
        return ",";
    }

    /** Writes foreign text as it is if it is JSON, and as a string otherwise. */
    static void jsonOrString(SseEncoder out, boolean isJson, String text) {
        if (isJson) {
            out.json(text);
        } else {
            out.jsonString(text);
        }
    }

    /** The text of a tool result; an object or list is written as it is. */
    static void result(SseEncoder out, String text) {
        jsonOrString(out, JsonText.isObjectOrArray(text), text);
    }

    /** Missing arguments become an empty object. */
    static String arguments(ToolCall call) {
        return call.arguments().isBlank() ? "{}" : call.arguments();
    }

    /** A source of the answer. */
    static void source(SseEncoder out, StreamEvent.Source source) {
        out.literal("{");
        String separator = member(out, "", "\"url\":", source.url());
        separator = member(out, separator, "\"document\":", source.document());
        separator = member(out, separator, "\"title\":", source.title());
        member(out, separator, "\"snippet\":", source.snippet());
        out.literal("}");
    }

    /**
     * What {@code AiStreams.approve} needs, and the call to be approved.
     *
     * @param callId the id under which the front end knows the call
     */
    static void approval(
            SseEncoder out, StreamEvent.ApprovalRequested event, String streamId, @Nullable String callId) {
        ToolCall call = event.call();
        out.literal("{\"id\":").jsonString(event.id());
        member(out, ",", "\"streamId\":", streamId.isBlank() ? null : streamId);
        member(out, ",", "\"toolCallId\":", callId);
        member(out, ",", "\"toolName\":", call.name());
        out.literal(",\"input\":");
        jsonOrString(out, JsonText.isObject(call.arguments()), call.arguments());
        out.literal("}");
    }

    /** Finish reason, usage, model and provider. */
    static void metadata(SseEncoder out, String finishReason, ChatResponse response) {
        out.literal("{\"finishReason\":").jsonString(finishReason);
        Usage usage = response.usage();
        if (hasTokens(usage)) {
            out.literal(",\"usage\":{");
            tokens(out, "", usage);
            out.literal("}");
        }
        member(out, ",", "\"model\":", response.model());
        out.literal(",\"provider\":").jsonString(response.provider()).literal("}");
    }

    static boolean hasTokens(Usage usage) {
        return usage.inputTokens() != null || usage.outputTokens() != null;
    }

    /** The known token counts. Must only be called if there {@linkplain #hasTokens are} any. */
    static void tokens(SseEncoder out, String separator, Usage usage) {
        String next = number(out, separator, "\"inputTokens\":", usage.inputTokens());
        number(out, next, "\"outputTokens\":", usage.outputTokens());
        if (usage.estimated()) {
            out.literal(",\"estimated\":true");
        }
    }

    private static String number(SseEncoder out, String separator, String label, @Nullable Integer value) {
        if (value == null) {
            return separator;
        }
        out.literal(separator).literal(label).number(value);
        return ",";
    }
}
