package dev.aistreaming.spring.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.pipeline.TokenBudget.Taken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryTokenBudgetTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SetMeter clock = new SetMeter();
    private final InMemoryTokenBudget budget = new InMemoryTokenBudget(new TokenWindow(100, HOUR), clock, 3);

    private Taken take(String client, long tokens) {
        return budget.tryTake(client, tokens).toCompletableFuture().join();
    }

    private long remaining(String client) {
        return budget.remaining(client).toCompletableFuture().join();
    }

    @Test
    void takesAllOrNothingAndSaysHowLongToWait() {
        assertThat(take("ann", 60)).isEqualTo(new Taken(true, 40, null));
        clock.pass(Duration.ofMinutes(20));
        assertThat(take("ann", 41)).isEqualTo(new Taken(false, 40, Duration.ofMinutes(40)));
        assertThat(take("ann", 40)).isEqualTo(new Taken(true, 0, null));
    }

    @Test
    void givesAllTokensBackAtOnceWhenTheWindowIsOver() {
        take("ann", 100);
        clock.pass(HOUR.minusNanos(1));
        assertThat(remaining("ann")).isZero();
        clock.pass(Duration.ofNanos(1));
        assertThat(remaining("ann")).isEqualTo(100);
    }

    @Test
    void neverHasMoreThanOneWindowHas() {
        assertThat(take("ann", 101)).isEqualTo(new Taken(false, 100, null));
    }

    @Test
    void takesWhatIsOwedFromTheWindowsToCome() {
        budget.charge("ann", 250);
        assertThat(remaining("ann")).isEqualTo(-150);
        assertThat(take("ann", 1).retryAfter()).isEqualTo(HOUR.multipliedBy(2));
        clock.pass(HOUR.multipliedBy(2));
        assertThat(remaining("ann")).isEqualTo(50);
    }

    @Test
    void givesBackWhatWasNotUsedAndNoMoreThanThereWas() {
        take("ann", 60);
        budget.charge("ann", -50);
        assertThat(remaining("ann")).isEqualTo(90);
        budget.charge("ann", -50);
        assertThat(remaining("ann")).isEqualTo(100);
    }

    @Test
    void tellsClientsApart() {
        take("ann", 100);
        assertThat(take("bob", 100).granted()).isTrue();
    }

    @Test
    void forgetsWhoHasNotBeenSeenForLongest() {
        take("ann", 1);
        take("bob", 1);
        take("cid", 1);
        take("ann", 1);
        take("dan", 1);

        assertThat(budget.clients()).isEqualTo(3);
        assertThat(remaining("ann")).isEqualTo(98);
        assertThat(remaining("bob")).isEqualTo(100);
    }

    @Test
    void keepsNothingOfThoseWhoHaveAllTheirTokens() {
        take("ann", 1);
        take("bob", 1);
        clock.pass(HOUR);
        take("cid", 1);

        assertThat(budget.clients()).isEqualTo(1);
    }
}
