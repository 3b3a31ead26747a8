package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What every format has to hold. A format says here, byte for byte, what its front end gets in the cases that front ends get
 * wrong; what replays, limits and errors rely on is checked for all of them alike.
 */
public abstract class FormatContract {

    static final String ID = "0123456789abcdef0123456789abcdef";
    private static final StreamInfo STREAM = new StreamInfo(ID, "m-1", Instant.EPOCH, Map.of());
    private static final ToolCall CALL = new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}");

    /** The format, with all that it can be asked for. */
    protected abstract StreamFormat format();

    /** The name that streams are stored with. */
    protected abstract String name();

    /** {@code Hel}, {@code lo "\n} and a good end. */
    protected abstract String answer();

    /** One call of {@code weather} for Rome, {@code call_1}, and a good end that waits for its result. */
    protected abstract String toolCall();

    /** An {@code overloaded} provider, before anything came. */
    protected abstract String errorFirst();

    /** {@code Hel}, and then the provider breaks off ({@code truncated}). */
    protected abstract String errorAfterContent();

    /** {@code Hel}, and then somebody stops the stream ({@code cancelled}). */
    protected abstract String cancelled();

    final String write(SseEncoder out, Consumer<StreamEncoder> events) {
        events.accept(format().newEncoder(out, STREAM));
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    final String write(Consumer<StreamEncoder> events) {
        return write(new SseEncoder(), events);
    }

    private static void play(StreamEncoder encoder, StreamEvent... events) {
        for (StreamEvent event : events) {
            event.accept(encoder);
        }
    }

    static void answer(StreamEncoder encoder) {
        play(
                encoder,
                new StreamEvent.Started("id-1", "m-1"),
                new StreamEvent.Content("Hel"),
                new StreamEvent.Content("lo \"\n"),
                new StreamEvent.Finished(FinishReason.STOP, Usage.UNKNOWN));
        encoder.complete(response("Hello \"\n", FinishReason.STOP));
    }

    private static ChatResponse response(String content, FinishReason reason, ToolCall... calls) {
        return new ChatResponse("id-1", "local", "m-1", content, "", List.of(calls), reason, Usage.UNKNOWN);
    }

    private static void toolCall(StreamEncoder encoder) {
        play(
                encoder,
                new StreamEvent.Started("id-1", "m-1"),
                new StreamEvent.ToolCallDelta(0, "call_1", "weather", "{\"city\":"),
                new StreamEvent.ToolCallDelta(0, null, null, "\"Rome\"}"),
                new StreamEvent.Finished(FinishReason.TOOL_CALLS, Usage.UNKNOWN));
        encoder.complete(response("", FinishReason.TOOL_CALLS, CALL));
    }

    private static void fail(StreamEncoder encoder, ErrorCode code, String... contents) {
        for (String content : contents) {
            encoder.content(new StreamEvent.Content(content));
        }
        encoder.error(AiException.of(code).build());
    }

    static void everything(StreamEncoder encoder) {
        play(
                encoder,
                new StreamEvent.Started(null, null),
                new StreamEvent.Reasoning("hm\r\n\u2028"),
                new StreamEvent.Content("\r\n\n\r \uD83D lone"));
        toolCall(encoder);
    }

    @Test
    void hasItsName() {
        assertThat(format().name()).isEqualTo(name()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    void hasHeadersThatAreHeaders() {
        assertThat(format().headers()).allSatisfy((header, value) -> {
            assertThat(header).matches("[A-Za-z0-9-]+");
            assertThat(value).isNotBlank().doesNotContain("\r", "\n");
        });
    }

    @Test
    void writesAnAnswer() {
        assertThat(write(FormatContract::answer)).isEqualTo(answer());
    }

    @Test
    void writesACallOfATool() {
        assertThat(write(FormatContract::toolCall)).isEqualTo(toolCall());
    }

    @Test
    void writesAnErrorThatComesFirst() {
        assertThat(write(encoder -> fail(encoder, ErrorCode.OVERLOADED))).isEqualTo(errorFirst());
    }

    @Test
    void writesAnErrorAfterContent() {
        assertThat(write(encoder -> fail(encoder, ErrorCode.TRUNCATED, "Hel"))).isEqualTo(errorAfterContent());
    }

    @Test
    void writesThatItWasStopped() {
        assertThat(write(encoder -> fail(encoder, ErrorCode.CANCELLED, "Hel"))).isEqualTo(cancelled());
    }

    @Test
    void keepsStreamsApart() {
        SseEncoder one = new SseEncoder();
        SseEncoder other = new SseEncoder();
        StreamFormat format = format();
        StreamEncoder first = format.newEncoder(one, STREAM);
        StreamEncoder second = format.newEncoder(other, STREAM);
        first.content(new StreamEvent.Content("Hel"));
        answer(second);
        first.error(AiException.of(ErrorCode.TRUNCATED).build());
        assertThat(new String(one.take(), StandardCharsets.UTF_8)).isEqualTo(errorAfterContent());
        assertThat(new String(other.take(), StandardCharsets.UTF_8)).isEqualTo(answer());
    }
}
