package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Writes {@link JsonFormat}. */
final class JsonEncoder implements StreamEncoder {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonFormat format;
    private final SseEncoder out;

    JsonEncoder(JsonFormat format, SseEncoder out) {
        this.format = format;
        this.out = out;
    }

    @Override
    public void started(StreamEvent.Started event) {}

    @Override
    public void content(StreamEvent.Content event) {
        text("{\"content\":", event.text());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        if (format.includeReasoning()) {
            text("{\"reasoning\":", event.text());
        }
    }

    /** Tool calls are of use only when they are whole: see {@link #complete}. */
    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {}

    @Override
    public void finished(StreamEvent.Finished event) {}

    private void text(String opening, String text) {
        out.begin().literal(opening).jsonString(text).literal("}").end();
    }

    @Override
    public void complete(ChatResponse response) {
        if (format.includeToolCalls()) {
            for (ToolCall call : response.toolCalls()) {
                toolCall(call);
            }
        }
        if (format.includeMetadata()) {
            metadata(response);
        }
        done();
    }

    /** Arguments that are no JSON object, because the answer was cut, are a string: what the model wrote, as it is. */
    private void toolCall(ToolCall call) {
        out.begin().literal("{\"toolCall\":{\"id\":").jsonString(call.id());
        out.literal(",\"name\":").jsonString(call.name()).literal(",\"arguments\":");
        if (isObject(call.arguments())) {
            out.json(call.arguments());
        } else {
            out.jsonString(call.arguments());
        }
        out.literal("}}").end();
    }

    private static boolean isObject(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            json.skipChildren();
            return json.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private void metadata(ChatResponse response) {
        out.begin()
                .literal("{\"finishReason\":")
                .jsonString(response.finishReason().wireName());
        Usage usage = response.usage();
        if (usage.inputTokens() != null || usage.outputTokens() != null) {
            out.literal(",\"usage\":{");
            number("\"inputTokens\":", usage.inputTokens());
            out.literal(usage.inputTokens() != null && usage.outputTokens() != null ? "," : "");
            number("\"outputTokens\":", usage.outputTokens());
            out.literal("}");
        }
        if (response.model() != null) {
            out.literal(",\"model\":").jsonString(response.model());
        }
        out.literal(",\"provider\":")
                .jsonString(response.provider())
                .literal("}")
                .end();
    }

    private void number(String label, @Nullable Integer value) {
        if (value != null) {
            out.literal(label).number(value);
        }
    }

    @Override
    public void error(AiException error) {
        String providerMessage = format.exposeProviderErrors() ? error.providerMessage() : null;
        out.begin().literal("{\"error\":").jsonString(providerMessage == null ? error.userMessage() : providerMessage);
        out.literal(",\"code\":").jsonString(error.code().wireName());
        out.literal(",\"retryable\":").literal(error.retryable() ? "true" : "false");
        Duration retryAfter = error.retryAfter();
        if (retryAfter != null) {
            out.literal(",\"retryAfter\":").number(secondsUp(retryAfter));
        }
        out.literal("}").end();
        done();
    }

    private static long secondsUp(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private void done() {
        out.begin().literal("[DONE]").end();
    }
}
