package dev.aistreaming.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamChunkTests {

    /** Events 5, 6 and 7; the second has lines and the first begins with a line break. */
    private final StreamChunk chunk =
            new StreamChunk(7, 3, "\ndata: a\n\nid: x\ndata: b\n\n: c\n\n".getBytes(StandardCharsets.UTF_8), true);

    @Test
    void isTheSameWhereAllIsWanted() {
        assertThat(chunk.after(4)).isSameAs(chunk);
        assertThat(chunk.after(0)).isSameAs(chunk);
        assertThat(chunk.after(Long.MIN_VALUE)).isSameAs(chunk);
    }

    @Test
    void isCutAfterABlankLine() {
        assertThat(text(chunk.after(5))).isEqualTo("id: x\ndata: b\n\n: c\n\n");
        assertThat(text(chunk.after(6))).isEqualTo(": c\n\n");
    }

    @Test
    void keepsItsPlaceWhenItIsCut() {
        StreamChunk cut = chunk.after(5);

        assertThat(cut.lastEvent()).isEqualTo(7);
        assertThat(cut.count()).isEqualTo(2);
        assertThat(cut.end()).isTrue();
    }

    @Test
    void hasNothingAfterItsLastEvent() {
        assertThatThrownBy(() -> chunk.after(7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chunk.after(Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotBeCutWhereItHoldsFewerEventsThanItSays() {
        StreamChunk wrong = new StreamChunk(3, 3, "data: a\n\n".getBytes(StandardCharsets.UTF_8), false);

        assertThatThrownBy(() -> wrong.after(2)).isInstanceOf(IllegalStateException.class);
    }

    private static String text(StreamChunk chunk) {
        return new String(chunk.events(), StandardCharsets.UTF_8);
    }
}
