package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WholeCharactersTests {

    private final WholeCharacters text = new WholeCharacters();

    @Test
    void showsTextAtOnce() {
        assertThat(text.append("ab ")).isEqualTo("ab ");
        assertThat(text.append(" c")).isEqualTo(" c");
        assertThat(text.endOfText()).isEmpty();
    }

    @Test
    void showsNothingOfNothing() {
        assertThat(text.append(null)).isEmpty();
        assertThat(text.append("")).isEmpty();
    }

    @Test
    void holdsTheFirstHalfOfACharacterBack() {
        assertThat(text.append("a\uD83D")).isEqualTo("a");
        assertThat(text.append("\uDE00b")).isEqualTo("\uD83D\uDE00b");
    }

    @Test
    void waitsThroughPiecesThatSayNothing() {
        assertThat(text.append("\uD83D")).isEmpty();
        assertThat(text.append("")).isEmpty();
        assertThat(text.append(null)).isEmpty();
        assertThat(text.append("\uDE00")).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void showsAWholeCharacterAtOnce() {
        assertThat(text.append("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
        assertThat(text.endOfText()).isEmpty();
    }

    @Test
    void replacesAHalfWhoseOtherHalfNeverCame() {
        assertThat(text.append("a\uD83D")).isEqualTo("a");
        assertThat(text.endOfText()).isEqualTo("\uFFFD");
        assertThat(text.endOfText()).isEmpty();
    }

    @Test
    void losesNothingWhereverATextIsCut() {
        Random random = new Random(3);
        String whole = "a\uD83D\uDE00\u20AC\uD83D\uDC4D\uD83C\uDFFDb \n";
        for (int round = 0; round < 500; round++) {
            WholeCharacters pieces = new WholeCharacters();
            StringBuilder shown = new StringBuilder();
            for (int from = 0; from < whole.length(); ) {
                int to = Math.min(whole.length(), from + 1 + random.nextInt(3));
                String piece = pieces.append(whole.substring(from, to));
                assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                        .isTrue();
                shown.append(piece);
                from = to;
            }
            assertThat(shown).hasToString(whole);
        }
    }
}
