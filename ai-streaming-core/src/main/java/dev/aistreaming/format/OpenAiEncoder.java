package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes {@link OpenAiFormat}. */
final class OpenAiEncoder implements StreamEncoder {

    private final Disclosure shown;
    private final SseEncoder out;
    private final StreamInfo stream;
    private @Nullable String model;
    private boolean hasRole;
    private boolean stepHasText;

    OpenAiEncoder(Disclosure shown, SseEncoder out, StreamInfo stream) {
        this.shown = shown;
        this.out = out;
        this.stream = stream;
        this.model = stream.model();
    }

    /** All chunks of an answer have the same model. */
    @Override
    public void started(StreamEvent.Started event) {
        if (model == null && !hasRole) {
            model = event.model();
        }
    }

    @Override
    public void content(StreamEvent.Content event) {
        text("\"content\":", event.text());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        if (shown.reasoning()) {
            text("\"reasoning_content\":", event.text());
        }
    }

    private void text(String label, String text) {
        stepHasText = true;
        delta(",").literal(label).jsonString(text);
        endDelta(null);
    }

    private SseEncoder chunk() {
        out.begin();
        return OpenAiCompletion.head(out, "chat.completion.chunk", stream, model);
    }

    /** @param separator comes after the role, which is part of the first delta */
    private SseEncoder delta(String separator) {
        chunk().literal(",\"choices\":[{\"index\":0,\"delta\":{");
        if (!hasRole) {
            hasRole = true;
            out.literal("\"role\":\"assistant\"").literal(separator);
        }
        return out;
    }

    private void endDelta(@Nullable FinishReason reason) {
        out.literal("},\"finish_reason\":");
        if (reason == null) {
            out.literal("null");
        } else {
            OpenAiCompletion.reason(out, reason);
        }
        out.literal("}]}").end();
    }

    /** Only at the end is it known which calls are left to the client. */
    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {}

    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {}

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {}

    /** The application may obtain the approval in some other way. */
    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {}

    @Override
    public void source(StreamEvent.Source event) {}

    @Override
    public void data(StreamEvent.Data event) {}

    /** The text contains it. */
    @Override
    public void objectReady(StreamEvent.ObjectReady event) {}

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        stepHasText = false;
    }

    @Override
    public void reset(StreamEvent.Reset event) {
        if (stepHasText) {
            throw new IllegalStateException("the format openai cannot take back what it has delivered");
        }
    }

    @Override
    public void finished(StreamEvent.Finished event) {}

    @Override
    public void complete(ChatResponse response) {
        if (model == null && !hasRole) {
            model = response.model();
        }
        if (shown.toolCalls()) {
            calls(response.toolCalls());
        }
        delta("");
        endDelta(response.finishReason());
        if (Boolean.parseBoolean(stream.ids().get(OpenAiFormat.INCLUDE_USAGE))) {
            usage(response.usage());
        }
        done();
    }

    private void calls(List<ToolCall> calls) {
        WrittenCalls ids = new WrittenCalls();
        for (int i = 0; i < calls.size(); i++) {
            delta(",").literal("\"tool_calls\":[{\"index\":").number(i).literal(",");
            OpenAiCompletion.call(out, calls.get(i), ids).literal("]");
            endDelta(null);
        }
    }

    private void usage(Usage usage) {
        if (OpenAiCompletion.counts(usage)) {
            chunk().literal(",\"choices\":[]");
            OpenAiCompletion.usage(out, usage);
            out.literal("}").end();
        }
    }

    @Override
    public void error(AiException error) {
        out.begin();
        OpenAiError.write(out, shown.text(error), error.code());
        out.end();
        done();
    }

    private void done() {
        out.begin().literal("[DONE]").end();
    }
}
