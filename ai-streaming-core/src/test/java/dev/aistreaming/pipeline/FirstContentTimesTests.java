package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FirstContentTimesTests {

    private final FirstContentTimes times = new FirstContentTimes();

    private void add(LongStream millis) {
        millis.forEach(time -> times.add(Duration.ofMillis(time).toNanos()));
    }

    @Test
    void fewTellNothing() {
        add(LongStream.rangeClosed(1, 19));

        assertThat(times.p95()).isNull();
    }

    @Test
    void ofTwentyTheSlowestIsLeftOut() {
        add(LongStream.rangeClosed(1, 20));

        assertThat(times.p95()).isEqualTo(Duration.ofMillis(19));
    }

    @Test
    void theOrderIsOfNoConcern() {
        add(LongStream.rangeClosed(1, 100).map(time -> 101 - time));

        assertThat(times.p95()).isEqualTo(Duration.ofMillis(95));
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        add(LongStream.range(0, 50).map(time -> 9_000));
        add(LongStream.range(0, 100).map(time -> 7));

        assertThat(times.p95()).isEqualTo(Duration.ofMillis(7));
    }
}
