package dev.aistreaming.format;

import static dev.aistreaming.format.Encoded.CALL;
import static dev.aistreaming.format.Encoded.called;
import static dev.aistreaming.format.Encoded.delta;
import static dev.aistreaming.format.Encoded.play;
import static dev.aistreaming.format.Encoded.response;
import static dev.aistreaming.format.Encoded.started;
import static dev.aistreaming.format.Encoded.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.sse.SseEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer that goes on where another has died writes what that one would have written. */
class TakenOverFormatTests {

    private static final StreamEvent[] BEFORE = {
        started(),
        new StreamEvent.Reasoning("hm"),
        new StreamEvent.Reasoning(", well"),
        text("Hel"),
        text("lo"),
        new StreamEvent.Source("https://example.org/a", null, "A", null),
        new StreamEvent.Data("progress", null, "[1, \"msg_x\"]"),
        text("more"),
        new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER),
        started(),
        new StreamEvent.Reasoning("again"),
        text("one"),
        delta(0, "call_0", "weather", "{\"city\""),
        delta(0, "", "", ":1}"),
        called(CALL)
    };

    private static final StreamEvent[] AFTER = {
        new StreamEvent.Reset(StreamEvent.Reset.Reason.RESTART),
        started(),
        new StreamEvent.Reasoning("new"),
        text("whole"),
        new StreamEvent.Source("https://example.org/b", null, "B", null),
        called(CALL)
    };

    record Spoken(StreamFormat format, Map<String, String> ids) {}

    static Stream<Spoken> formats() {
        return Stream.of(
                new Spoken(JsonFormat.of(Disclosure.ALL), Map.of()),
                new Spoken(new AiSdkFormat(Disclosure.ALL), Map.of()),
                new Spoken(new AiSdkFormat(Disclosure.ALL), Map.of(AiSdkFormat.KNOWS_RESET_STEP, "true")),
                new Spoken(new AgUiFormat(Disclosure.ALL), Map.of()),
                new Spoken(new AgUiFormat(Disclosure.ALL), Map.of("threadId", "t", "runId", "r")));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void goesOnAfterEveryEventAsIfNothingHadHappened(Spoken spoken) {
        StreamInfo stream = new StreamInfo(Encoded.ID, "m-1", Instant.EPOCH, spoken.ids());
        for (int cut = 1; cut <= BEFORE.length; cut++) {
            StreamEvent[] before = Stream.of(BEFORE).limit(cut).toArray(StreamEvent[]::new);
            SseEncoder out = new SseEncoder();
            StreamEncoder living = spoken.format().newEncoder(out, stream);
            play(living, before);
            List<String> written = Encoded.dataOf(out);
            if (written.isEmpty()) {
                continue; // an event for which there is no word
            }
            play(living, AFTER);
            living.complete(response(CALL));
            List<String> expected = Encoded.dataOf(out);

            SseEncoder rest = new SseEncoder();
            StreamEncoder successor = spoken.format().takeOver(rest, stream, written);
            play(successor, AFTER);
            successor.complete(response(CALL));

            assertThat(Encoded.dataOf(rest)).as("after %d events", cut).isEqualTo(expected);
        }
    }

    @Test
    void takesEventsThatAreNoneOfItsOwnForNothing() {
        List<String> odd = new ArrayList<>(List.of("", "[DONE]", "{\"type\":", "[1]", "{\"type\":7,\"id\":null}"));
        SseEncoder out = new SseEncoder();

        play(new AgUiFormat(Disclosure.ALL).takeOver(out, StreamInfo.of(Encoded.ID), odd), text("a"));

        assertThat(Encoded.dataOf(out))
                .first()
                .asString()
                .startsWith("{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"msg_" + Encoded.ID + "\"");
    }

    @Test
    void formatsWithoutWordsForItCannotTakeBack() {
        assertThat(new TextFormat().canReset()).isFalse();
        assertThat(new OpenAiFormat(Disclosure.ALL).canReset()).isFalse();
    }
}
