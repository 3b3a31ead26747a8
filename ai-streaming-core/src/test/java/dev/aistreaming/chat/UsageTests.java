package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTests {

    @Test
    void aNegativeNumberIsNoCount() {
        assertThat(new Usage(-1, -2, -3, -4, -5)).isEqualTo(Usage.UNKNOWN);
        assertThat(new Usage(0, 1, -3, 4, 5)).isEqualTo(new Usage(0, 1, null, 4, 5));
    }

    @Test
    void ofTwoStepsIsTheirSumAsFarAsItIsKnown() {
        Usage first = new Usage(1, 2, null, 4, null);
        assertThat(first.plus(new Usage(10, null, 30, 40, null))).isEqualTo(new Usage(11, 2, 30, 44, null));
        assertThat(first.plus(Usage.UNKNOWN)).isEqualTo(first);
        assertThat(Usage.UNKNOWN.plus(first)).isEqualTo(first);
    }

    @Test
    void aSumWithAnEstimateInItIsOne() {
        Usage reported = new Usage(1, 2, null, null, null);
        Usage estimate = Usage.UNKNOWN.withEstimates(10, 20);

        assertThat(estimate.known()).isTrue();
        assertThat(reported.plus(estimate)).isEqualTo(new Usage(11, 22, null, null, null, true));
        assertThat(estimate.plus(reported)).isEqualTo(new Usage(11, 22, null, null, null, true));
        assertThat(estimate.plus(Usage.UNKNOWN)).isEqualTo(estimate);
        assertThat(Usage.UNKNOWN.plus(estimate)).isEqualTo(estimate);
    }
}
