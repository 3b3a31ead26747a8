package dev.aistreaming.format;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.sse.SseEncoder;

/** Handles tool calls for formats that write a call piece by piece as it arrives. */
abstract class CallPieces implements StreamEncoder {

    final Disclosure shown;
    final SseEncoder out;
    final StreamInfo stream;
    final WrittenCalls calls = new WrittenCalls();

    CallPieces(Disclosure shown, SseEncoder out, StreamInfo stream) {
        this.shown = shown;
        this.out = out;
        this.stream = stream;
    }

    /** Writes the beginning of a call. Called once per call. */
    abstract void beginning(WrittenCall call);

    /** Writes a piece of the arguments, which is not empty. */
    abstract void arguments(WrittenCall call, String piece);

    /** Writes that a call is complete. Called once per call. */
    abstract void whole(WrittenCall call, ToolCall whole);

    /** Writes a result. */
    abstract void result(WrittenCall call, Part.ToolResult result);

    @Override
    public final void toolCallDelta(StreamEvent.ToolCallDelta event) {
        if (!shown.toolCalls()) {
            return;
        }
        WrittenCall call = calls.of(event);
        if (call.canBegin()) {
            begin(call);
            if (!event.arguments().isEmpty()) {
                arguments(call, event.arguments());
            }
        }
    }

    private void begin(WrittenCall call) {
        if (!call.hasBegun()) {
            call.begin();
            beginning(call);
        }
    }

    /** Begins an event of this type about a call. */
    final SseEncoder aboutCall(String type, WrittenCall call) {
        out.begin().literal("{\"type\":\"").literal(type);
        return out.literal("\",\"toolCallId\":").jsonString(String.valueOf(call.id()));
    }

    @Override
    public final void toolCalled(StreamEvent.ToolCalled event) {
        if (shown.toolCalls()) {
            whole(event.call());
        }
    }

    /** Writes everything about a call that has not been written yet. */
    final void whole(ToolCall whole) {
        WrittenCall call = calls.of(whole);
        if (call.isWhole() || whole.name().isBlank()) {
            return;
        }
        call.whole(whole);
        begin(call);
        whole(call, whole);
    }

    @Override
    public final void toolResulted(StreamEvent.ToolResulted event) {
        if (!shown.results()) {
            return;
        }
        Part.ToolResult result = event.result();
        WrittenCall call = calls.of(result);
        call.answered(result.name());
        begin(call);
        result(call, result);
    }

    /** Handled by the end of the stream. */
    @Override
    public final void finished(StreamEvent.Finished event) {}
}
