package dev.aistreaming.format;

import static dev.aistreaming.format.Encoded.CALL;
import static dev.aistreaming.format.Encoded.called;
import static dev.aistreaming.format.Encoded.play;
import static dev.aistreaming.format.Encoded.reset;
import static dev.aistreaming.format.Encoded.result;
import static dev.aistreaming.format.Encoded.started;
import static dev.aistreaming.format.Encoded.stepFinished;
import static dev.aistreaming.format.Encoded.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What somebody gets who reads a response to its end. */
class TextFormatTests {

    private static String written(StreamEvent... events) {
        SseEncoder out = new SseEncoder();
        play(new TextFormat().newEncoder(out, StreamInfo.of(Encoded.ID)), events);
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    @Test
    void saysThatItIsPlainText() {
        assertThat(new TextFormat().headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
        assertThat(new TextFormat().isEventStream()).isFalse();
    }

    @Test
    void textIsLeftAsItIs() {
        assertThat(written(text(" a\r\n\n\"\\"), text("data: \u2028\0"))).isEqualTo(" a\r\n\n\"\\data: \u2028\0");
    }

    @Test
    void nothingButTextIsSent() {
        assertThat(written(
                        started(),
                        new StreamEvent.Reasoning("hm"),
                        text("a"),
                        called(CALL),
                        result("call_1", "sun"),
                        new StreamEvent.Data("progress", null, "1"),
                        StreamEvent.Source.url("https://example.com", "Rome"),
                        new StreamEvent.ObjectReady("{}")))
                .isEqualTo("a");
    }

    @Test
    void theTextOfAllStepsIsSent() {
        assertThat(written(started(), text("a"), stepFinished(), started(), text("b")))
                .isEqualTo("ab");
    }

    @Test
    void goesOnAfterAStepThatIsVoidAndHadNoText() {
        assertThat(written(started(), text("a"), stepFinished(), started(), reset(), text("b")))
                .isEqualTo("ab");
    }

    @Test
    void doesNotGoOnAfterTextThatIsVoid() {
        assertThatIllegalStateException().isThrownBy(() -> written(text("a"), reset()));
    }
}
