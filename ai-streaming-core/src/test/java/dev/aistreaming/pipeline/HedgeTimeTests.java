package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.testing.RecordingListener;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HedgeTimeTests extends HedgedCalls {

    @Test
    void ofAFewTimesNothingIsLearnt() {
        Hedging hedging = Hedging.afterP95();
        answer(hedging, FirstContentTimes.LEAST - 1);
        call(hedging, new HandDriven("first"), second).start(listener);

        assertThat(scripts.threads.pending()).isZero();
    }

    @Test
    void asksTheNextWhereTheFirstTakesLongerThanItMostlyDid() {
        Hedging hedging = Hedging.afterP95();
        answer(hedging, FirstContentTimes.LEAST);
        call(hedging, first, second).start(listener);
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.response().provider()).isEqualTo("second");
    }

    @Test
    void whatAnotherProviderTookIsNotLearntForThisOne() {
        Hedging hedging = Hedging.afterP95();
        answer(hedging, FirstContentTimes.LEAST);
        call(hedging, third, second).start(listener);

        assertThat(scripts.threads.pending()).isZero();
    }

    private void answer(Hedging hedging, int times) {
        for (int i = 0; i < times; i++) {
            HandDriven quick = new HandDriven("first");
            call(hedging, quick, third).start(new RecordingListener());
            quick.started().says("Hello");
            quick.started().completes();
        }
    }

    @Test
    void noTimeAtAllIsNoTime() {
        assertThatThrownBy(() -> Hedging.after(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
