package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\t",
                "\u0000",
                "\u001b",
                "\u0085",
                "\u009b",
                "\u200b",
                "\u202e",
                "\u2066",
                "\u2028",
                "\u2029",
                "\ufeff",
                "\ud83d",
                "\n\u001b\u202e"
            })
    void takesOutWhatForgesLinesAndMovesTheCursor(String hostile) {
        assertThat(OneLine.of("evil" + hostile + "2026 ERROR")).isEqualTo("evil 2026 ERROR");
        assertThat(OneLine.of(hostile + "evil" + hostile)).isEqualTo("evil");
    }

    @Test
    void keepsEverythingThatIsText() {
        assertThat(OneLine.of("größer  ist \ud83d\ude00 日本")).isEqualTo("größer  ist \ud83d\ude00 日本");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(OneLine.of("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
        assertThat(OneLine.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(OneLine.of("\n".repeat(1_000_000) + "x", 3)).isEqualTo("x");
    }
}
