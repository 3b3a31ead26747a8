package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.sse.SseEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Encodes {@link JsonFormat}. */
final class JsonEncoder implements StreamEncoder {

    private final JsonFormat format;
    private final SseEncoder out;
    private final String streamId;

    /** The calls that have been written, so that the end does not repeat them. */
    private final List<ToolCall> written = new ArrayList<>(0);

    /** @param streamId blank if it is not known */
    JsonEncoder(JsonFormat format, SseEncoder out, String streamId) {
        this.format = format;
        this.streamId = streamId;
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

    /** In this format, tool calls are written only when they are complete. */
    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {}

    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {
        if (format.includeToolCalls()) {
            written.add(event.call());
            out.begin().literal("{");
            toolCall(event.call());
            out.literal("}").end();
        }
    }

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {
        if (format.includeToolResults()) {
            Part.ToolResult result = event.result();
            out.begin().literal("{\"toolResult\":{\"id\":").jsonString(result.callId());
            out.literal(",\"name\":").jsonString(result.name());
            String text = result.text();
            if (result.failed()) {
                out.literal(",\"error\":").jsonString(text);
            } else {
                out.literal(",\"result\":");
                JsonMembers.result(out, text);
            }
            out.literal("}}").end();
        }
    }

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {
        out.begin().literal("{\"approval\":{\"id\":").jsonString(event.id());
        JsonMembers.member(out, ",", "\"streamId\":", streamId.isBlank() ? null : streamId);
        out.literal(",");
        toolCall(event.call());
        out.literal("}}").end();
    }

    @Override
    public void source(StreamEvent.Source event) {
        if (format.includeSources()) {
            out.begin().literal("{\"source\":");
            JsonMembers.source(out, event);
            out.literal("}").end();
        }
    }

    /** The application sent it, so it is always included. Anything that is not JSON would break the event. */
    @Override
    public void data(StreamEvent.Data event) {
        JsonText.check(event);
        out.begin().literal("{\"data\":{\"name\":").jsonString(event.name());
        JsonMembers.member(out, ",", "\"id\":", event.id());
        out.literal(",\"value\":").json(event.json()).literal("}}").end();
    }

    /** An expected object is always included. */
    @Override
    public void objectReady(StreamEvent.ObjectReady event) {
        JsonText.check(event);
        out.begin().literal("{\"object\":").json(event.json()).literal("}").end();
    }

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        if (format.includeToolCalls() || event.mayBeReset()) {
            out.begin()
                    .literal("{\"step\":{\"finishReason\":")
                    .jsonString(event.reason().wireName());
            out.literal("}}").end();
        }
    }

    @Override
    public void reset(StreamEvent.Reset event) {
        written.clear();
        out.begin().literal("{\"reset\":{\"reason\":").jsonString(event.reason().wireName());
        out.literal("}}").end();
    }

    @Override
    public void finished(StreamEvent.Finished event) {}

    private void text(String opening, String text) {
        out.begin().literal(opening).jsonString(text).literal("}").end();
    }

    @Override
    public void complete(ChatResponse response) {
        if (format.includeToolCalls()) {
            for (ToolCall call : response.toolCalls()) {
                if (!written.remove(call)) {
                    out.begin().literal("{");
                    toolCall(call);
                    out.literal("}").end();
                }
            }
        }
        if (format.includeMetadata()) {
            out.begin();
            JsonMembers.metadata(out, response.finishReason().wireName(), response);
            out.end();
        }
        done();
    }

    /** Arguments that are not a JSON object, because the answer was cut off, are written as a string with what the model wrote. */
    private void toolCall(ToolCall call) {
        out.literal("\"toolCall\":{\"id\":").jsonString(call.id());
        out.literal(",\"name\":").jsonString(call.name()).literal(",\"arguments\":");
        JsonMembers.jsonOrString(out, JsonText.isObject(call.arguments()), call.arguments());
        out.literal("}");
    }

    @Override
    public void error(AiException error) {
        out.begin().literal("{\"error\":").jsonString(Disclosure.text(error, format.exposeProviderErrors()));
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
