package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenRatioTests {

    private final TokenRatio ratio = new TokenRatio();

    @Test
    void isFourCharactersBeforeAnythingWasLearnt() {
        assertThat(ratio.tokens(400)).isEqualTo(100);
    }

    @Test
    void roundsUp() {
        assertThat(ratio.tokens(1)).isEqualTo(1);
        assertThat(ratio.tokens(5)).isEqualTo(2);
        assertThat(ratio.tokens(0)).isZero();
    }

    @Test
    void comesCloseToWhatTextsHaveShown() {
        for (int i = 0; i < 20; i++) {
            ratio.learn(2_000, 1_000);
        }
        assertThat(ratio.tokens(2_000)).isBetween(990, 1_000);
    }

    @Test
    void followsAModelThatChanges() {
        for (int i = 0; i < 50; i++) {
            ratio.learn(2_000, 1_000);
        }
        for (int i = 0; i < 50; i++) {
            ratio.learn(3_000, 1_000);
        }
        assertThat(ratio.tokens(3_000)).isBetween(1_000, 1_010);
    }

    @Test
    void aShortTextChangesLittle() {
        ratio.learn(4_000, 1_000);
        ratio.learn(2, 4);

        assertThat(ratio.tokens(4_000)).isBetween(1_000, 1_010);
    }

    @Test
    void passesOverWhatIsNoRatioOfAText() {
        ratio.learn(100, 5_000); // hidden reasoning
        ratio.learn(5_000, 1);
        ratio.learn(5_000, 0);
        ratio.learn(5_000, -3);
        ratio.learn(0, 5_000);

        assertThat(ratio.tokens(400)).isEqualTo(100);
    }

    @Test
    void neverOverflows() {
        assertThat(ratio.tokens(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }
}
