package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTests {

    @Test
    void refusesAFirstWaitThatIsLongerThanTheLongest() {
        Duration nineSeconds = Duration.ofSeconds(9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(3, nineSeconds, Duration.ofSeconds(8), Duration.ofSeconds(30)))
                .withMessage("retry initial-backoff is 9000 ms, longer than max-backoff, which is 8000 ms");
    }
}
