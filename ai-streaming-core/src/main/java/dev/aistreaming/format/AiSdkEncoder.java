package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.format.AiSdkBlocks.Block;
import dev.aistreaming.sse.SseEncoder;
import java.util.List;

/** Encodes {@link AiSdkFormat}. */
final class AiSdkEncoder extends CallPieces {

    private final AiSdkBlocks blocks;
    private boolean started;
    private boolean inStep;
    private int sources;

    AiSdkEncoder(Disclosure shown, SseEncoder out, StreamInfo stream) {
        super(shown, out, stream);
        this.blocks = new AiSdkBlocks(out);
    }

    /** Sets the state to which these events have led. */
    void takeOver(List<String> written) {
        started = true;
        for (String data : written) {
            WrittenEvent event = WrittenEvent.of(data);
            switch (event.type()) {
                case "start-step" -> inStep = true;
                case "finish-step" -> {
                    inStep = false;
                    blocks.closed();
                }
                case "reset-step" -> blocks.closed();
                case "tool-input-start", "tool-input-available" -> calls.taken(event.text("toolCallId"));
                case "source-url", "source-document" -> sources++;
                default -> blocks.takeOver(event.type());
            }
        }
    }

    @Override
    public void started(StreamEvent.Started event) {
        beginStep();
    }

    @Override
    public void content(StreamEvent.Content event) {
        delta(Block.TEXT, event.text());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        if (shown.reasoning()) {
            delta(Block.REASONING, event.text());
        }
    }

    private void delta(Block block, String text) {
        if (!blocks.isOpen(block)) {
            blocks.close();
            beginStep();
            blocks.open(block);
        }
        blocks.delta(block, text);
    }

    /** The id of the message is that of the stream, so that a client that reads the stream again finds the same message. */
    private void start() {
        if (!started) {
            started = true;
            out.begin().literal("{\"type\":\"start\"");
            if (!stream.streamId().isBlank()) {
                out.literal(",\"messageId\":\"msg_").literal(stream.streamId()).literal("\"");
            }
            out.literal("}").end();
        }
    }

    private void beginStep() {
        start();
        if (!inStep) {
            inStep = true;
            chunk("{\"type\":\"start-step\"}");
        }
    }

    private void endStep() {
        blocks.close();
        calls.endStep();
        if (inStep) {
            inStep = false;
            chunk("{\"type\":\"finish-step\"}");
        }
    }

    private void chunk(String json) {
        out.begin().literal(json).end();
    }

    @Override
    void beginning(WrittenCall call) {
        blocks.close();
        beginStep();
        aboutCall("tool-input-start", call).literal(",\"toolName\":");
        out.jsonString(call.name()).literal("}").end();
    }

    @Override
    void arguments(WrittenCall call, String piece) {
        aboutCall("tool-input-delta", call).literal(",\"inputTextDelta\":");
        out.jsonString(piece).literal("}").end();
    }

    /** A call that was cut off is left as it is: {@code ai} 5.0.0 has no way to express that. */
    @Override
    void whole(WrittenCall call, ToolCall whole) {
        String arguments = JsonMembers.arguments(whole);
        if (JsonText.isObject(arguments)) {
            aboutCall("tool-input-available", call).literal(",\"toolName\":").jsonString(call.name());
            out.literal(",\"input\":").json(arguments).literal("}").end();
        }
    }

    @Override
    void result(WrittenCall call, Part.ToolResult result) {
        if (result.failed()) {
            aboutCall("tool-output-error", call).literal(",\"errorText\":").jsonString(result.text());
        } else {
            aboutCall("tool-output-available", call).literal(",\"output\":");
            JsonMembers.result(out, result.text());
        }
        out.literal("}").end();
    }

    /** The protocol's own approval request ends the message, and only exists since {@code ai} 6. Here the answer waits. */
    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {
        beginStep();
        out.begin().literal("{\"type\":\"data-approval\",\"id\":").jsonString(event.id());
        out.literal(",\"data\":");
        JsonMembers.approval(out, event, stream.streamId(), calls.idOf(event.call()));
        out.literal("}").end();
    }

    @Override
    public void source(StreamEvent.Source event) {
        if (!shown.sources()) {
            return;
        }
        beginStep();
        sources++;
        boolean isDocument = event.url() == null;
        out.begin().literal(isDocument ? "{\"type\":\"source-document\"" : "{\"type\":\"source-url\"");
        out.literal(",\"sourceId\":\"source-").number(sources).literal("\"");
        if (isDocument) {
            out.literal(",\"mediaType\":\"application/octet-stream\"");
            String title = event.title() == null ? event.document() : event.title();
            JsonMembers.member(out, ",", "\"title\":", title);
            JsonMembers.member(out, ",", "\"filename\":", event.document());
        } else {
            JsonMembers.member(out, ",", "\"url\":", event.url());
            JsonMembers.member(out, ",", "\"title\":", event.title());
        }
        out.literal("}").end();
    }

    @Override
    public void data(StreamEvent.Data event) {
        JsonText.check(event);
        beginStep();
        out.begin().literal("{\"type\":").jsonString("data-" + event.name());
        JsonMembers.member(out, ",", "\"id\":", event.id());
        out.literal(",\"data\":").json(event.json()).literal("}").end();
    }

    @Override
    public void objectReady(StreamEvent.ObjectReady event) {
        JsonText.check(event);
        beginStep();
        out.begin()
                .literal("{\"type\":\"data-object\",\"data\":")
                .json(event.json())
                .literal("}")
                .end();
    }

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        endStep();
    }

    /** Without {@code reset-step}, parts cannot be removed from a front end; it can only be told that they are void. */
    @Override
    public void reset(StreamEvent.Reset event) {
        beginStep();
        if (stream.ids().containsKey(AiSdkFormat.KNOWS_RESET_STEP)) {
            blocks.close();
            calls.endStep();
            chunk("{\"type\":\"reset-step\"}");
        } else {
            endStep();
            out.begin().literal("{\"type\":\"data-reset\",\"data\":{\"reason\":");
            out.jsonString(event.reason().wireName()).literal("}}").end();
        }
    }

    @Override
    public void complete(ChatResponse response) {
        beginStep();
        if (shown.toolCalls()) {
            response.toolCalls().forEach(this::whole);
        }
        endStep();
        out.begin().literal("{\"type\":\"finish\"");
        if (shown.metadata()) {
            out.literal(",\"messageMetadata\":");
            JsonMembers.metadata(out, name(response.finishReason()), response);
        }
        out.literal("}").end();
        done();
    }

    private static String name(FinishReason reason) {
        return switch (reason) {
            case TOOL_CALLS -> "tool-calls";
            case CONTENT_FILTER -> "content-filter";
            case STOP, LENGTH, OTHER -> reason.wireName();
        };
    }

    @Override
    public void error(AiException error) {
        start();
        endStep();
        if (error.code() == ErrorCode.CANCELLED) {
            chunk("{\"type\":\"abort\"}");
        } else {
            out.begin().literal("{\"type\":\"error\",\"errorText\":").jsonString(shown.text(error));
            out.literal("}").end();
        }
        done();
    }

    private void done() {
        chunk("[DONE]");
    }
}
