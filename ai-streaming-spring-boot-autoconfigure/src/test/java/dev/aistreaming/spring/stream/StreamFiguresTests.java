package dev.aistreaming.spring.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.StreamEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamFiguresTests {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String FORGED = "evil\r\n2026-11-25T00:00:00.000Z ERROR\u001b[31m\u009b2J\u202e";
    private static final String HARMLESS = "evil 2026-11-25T00:00:00.000Z ERROR [31m 2J";

    @Test
    void theModelOfTheRequestIsOneLine() {
        StreamFigures record = new StreamFigures(ID, "openai", FORGED, Map.of());

        assertThat(record.toString()).contains("model " + HARMLESS + ",").doesNotContainPattern("\\p{Cc}|\\p{Cf}");
        assertThat(record.describe(null, null).model()).isEqualTo(HARMLESS);
    }

    @Test
    void theModelOfTheAnswerIsOneLineOfBoundedLength() {
        StreamFigures record = new StreamFigures(ID, "openai", null, Map.of());
        record.note(new StreamEvent.Started("id", FORGED));
        assertThat(record.toString()).contains("model " + HARMLESS + ",").doesNotContainPattern("\\p{Cc}|\\p{Cf}");

        record.note(new StreamEvent.Started("id", "x".repeat(1_000_000)));
        assertThat(record.toString()).hasSizeLessThan(400);
    }
}
