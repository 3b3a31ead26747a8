package dev.aistreaming.format;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a format makes of some events: the data of each, without the framing. */
final class Encoded {

    static final String ID = "0123456789abcdef0123456789abcdef";
    static final ToolCall CALL = new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}");

    private Encoded() {}

    static List<String> data(StreamFormat format, Map<String, String> ids, Consumer<StreamEncoder> events) {
        SseEncoder out = new SseEncoder();
        events.accept(format.newEncoder(out, new StreamInfo(ID, "m-1", Instant.EPOCH, ids)));
        return dataOf(out);
    }

    /** What has been written since the last time. */
    static List<String> dataOf(SseEncoder out) {
        String wire = new String(out.take(), StandardCharsets.UTF_8);
        return wire.isEmpty()
                ? List.of()
                : Arrays.stream(wire.split("\n\n", -1))
                        .filter(event -> !event.isEmpty())
                        .map(event -> event.substring("data: ".length()))
                        .toList();
    }

    static List<String> data(StreamFormat format, StreamEvent... events) {
        return data(format, Map.of(), encoder -> Arrays.asList(events).forEach(event -> event.accept(encoder)));
    }

    static void play(StreamEncoder encoder, StreamEvent... events) {
        for (StreamEvent event : events) {
            event.accept(encoder);
        }
    }

    static StreamEvent started() {
        return new StreamEvent.Started("id-1", "m-1");
    }

    static StreamEvent text(String text) {
        return new StreamEvent.Content(text);
    }

    static StreamEvent called(ToolCall call) {
        return new StreamEvent.ToolCalled(call);
    }

    static StreamEvent result(String callId, String text) {
        return new StreamEvent.ToolResulted(Part.ToolResult.of(callId, "weather", text));
    }

    static StreamEvent failed(String callId, String text) {
        return new StreamEvent.ToolResulted(Part.ToolResult.failed(callId, "weather", text));
    }

    static StreamEvent stepFinished() {
        return new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, false);
    }

    static StreamEvent reset() {
        return new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER);
    }

    static StreamEvent delta(int index, String id, String name, String arguments) {
        return new StreamEvent.ToolCallDelta(index, id.isEmpty() ? null : id, name.isEmpty() ? null : name, arguments);
    }

    static ChatResponse response(FinishReason reason, Usage usage, ToolCall... calls) {
        return new ChatResponse("id-1", "local", "m-1", "", "", List.of(calls), reason, usage);
    }

    static ChatResponse response(ToolCall... calls) {
        return response(calls.length == 0 ? FinishReason.STOP : FinishReason.TOOL_CALLS, Usage.UNKNOWN, calls);
    }
}
