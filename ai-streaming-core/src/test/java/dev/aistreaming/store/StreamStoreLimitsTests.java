package dev.aistreaming.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamStoreLimitsTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void areRefusedWhereNothingCouldBeKept() {
        assertThatThrownBy(() -> new StreamStoreLimits(0, 10, MINUTE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamStoreLimits(11, 10, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11 and 10");
        assertThatThrownBy(() -> new StreamStoreLimits(10, 10, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retention");
        assertThatThrownBy(() -> new StreamStoreLimits(10, 10, MINUTE.negated()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void are4MiBAnd256MiBFor10MinutesByDefault() {
        assertThat(StreamStoreLimits.DEFAULTS)
                .isEqualTo(new StreamStoreLimits(4_194_304, 268_435_456, Duration.ofMinutes(10)));
    }
}
