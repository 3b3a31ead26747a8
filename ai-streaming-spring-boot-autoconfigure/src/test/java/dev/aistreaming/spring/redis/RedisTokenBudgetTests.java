package dev.aistreaming.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.pipeline.TokenBudget.Taken;
import dev.aistreaming.spring.provider.TokenWindow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Tag("integration")
@Timeout(120)
class RedisTokenBudgetTests {

    private static final TokenWindow HUNDRED = new TokenWindow(100, Duration.ofHours(1));

    /** Longer than a busy machine needs to connect. */
    private static final Duration PATIENT = Duration.ofSeconds(40);

    private final TestRedis redis = TestRedis.startOwn();
    private final LettuceConnectionFactory connectionFactory = redis.connectionFactory();
    private final RedisTokenBudget here = new RedisTokenBudget(connectionFactory, HUNDRED, PATIENT);
    private final RedisTokenBudget there = new RedisTokenBudget(connectionFactory, HUNDRED, PATIENT);

    @AfterEach
    void close() {
        here.close();
        there.close();
        connectionFactory.destroy();
        redis.close();
    }

    private static Taken take(RedisTokenBudget budget, String client, long tokens) {
        return budget.tryTake(client, tokens).toCompletableFuture().join();
    }

    private static long remaining(RedisTokenBudget budget, String client) {
        return budget.remaining(client).toCompletableFuture().join();
    }

    @Test
    void countsForAllInstancesTogether() {
        assertThat(take(here, "ann", 60)).isEqualTo(new Taken(true, 40, null));
        Taken refused = take(there, "ann", 41);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.remaining()).isEqualTo(40);
        assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
        assertThat(take(there, "bob", 100).granted()).isTrue();
    }

    @Test
    void settlesInBothDirections() {
        take(here, "ann", 60);
        there.charge("ann", -50).toCompletableFuture().join();
        assertThat(remaining(here, "ann")).isEqualTo(90);
        there.charge("ann", 120).toCompletableFuture().join();
        assertThat(remaining(here, "ann")).isEqualTo(-30);
    }

    @Test
    void countsEachTokenOnceHoweverManyAskAtATime() {
        List<CompletableFuture<Taken>> attempts = IntStream.range(0, 60)
                .mapToObj(i -> (i % 2 == 0 ? here : there).tryTake("ann", 3).toCompletableFuture())
                .toList();

        assertThat(attempts.stream().filter(attempt -> attempt.join().granted()).count())
                .isEqualTo(33);
        assertThat(remaining(here, "ann")).isEqualTo(1);
    }

    @Test
    void keepsNoNamesAndNothingForEver() {
        take(here, "ann", 1);

        List<String> keys = redis.commands().keys("*");
        assertThat(keys)
                .singleElement()
                .asString()
                .startsWith("ai-streaming:tokens:100:3600000:")
                .doesNotContain("ann");
        assertThat(redis.commands().pttl(keys.get(0)))
                .isBetween(1L, Duration.ofMinutes(61).toMillis());
    }

    @Test
    void startsAnewWhereTheLimitIsAnother() {
        take(here, "ann", 100);
        try (RedisTokenBudget larger =
                new RedisTokenBudget(connectionFactory, new TokenWindow(200, Duration.ofHours(1)), PATIENT)) {
            assertThat(remaining(larger, "ann")).isEqualTo(200);
        }
    }

    @Test
    void failsWhileRedisIsAwayAndCountsAgainOnceItIsBack() {
        take(here, "ann", 60);
        redis.stop();
        assertFails(here);
        assertFails(there);

        redis.restart();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() ->
                        take(here, "ann", 1).granted() && take(there, "bob", 1).granted());
    }

    private static void assertFails(RedisTokenBudget budget) {
        assertThatThrownBy(() -> budget.tryTake("ann", 1).toCompletableFuture().get())
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void waitsOnceForARedisThatSaysNothing() throws Exception {
        try (VanishingProxy proxy = new VanishingProxy(URI.create(redis.url()).getPort())) {
            LettuceConnectionFactory throughProxy = proxy.connectionFactory();
            try (RedisTokenBudget budget = new RedisTokenBudget(throughProxy, HUNDRED, Duration.ofMillis(100))) {
                proxy.vanish();
                assertThatThrownBy(() -> take(budget, "ann", 1)).hasRootCauseInstanceOf(TimeoutException.class);

                assertThat(budget.tryTake("ann", 1)).isCompletedExceptionally();
            } finally {
                throughProxy.destroy();
            }
        }
    }

    @Test
    void countsInAClusterToo(@TempDir Path directory) {
        try (TestRedis cluster = TestRedis.startCluster(directory)) {
            LettuceConnectionFactory factory = cluster.clusterConnectionFactory();
            try (RedisTokenBudget budget = new RedisTokenBudget(factory, HUNDRED, PATIENT)) {
                assertThat(take(budget, "ann", 60)).isEqualTo(new Taken(true, 40, null));
                assertThat(take(budget, "ann", 60).granted()).isFalse();
            } finally {
                factory.destroy();
            }
        }
    }

    @Test
    void leavesNoConnection() {
        take(here, "ann", 1);
        here.close();

        await().until(() -> redis.connections() == 0);
        assertFails(here);
    }
}
