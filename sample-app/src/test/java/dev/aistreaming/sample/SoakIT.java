package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged application among a hundred users and a provider in trouble, for as long as {@code soak.minutes} says. */
@Tag("soak")
class SoakIT {

    private static final int BROWSERS = 100;
    private static final int PLACES = 150;
    private static final long SEED = 42;
    private static final int SLACK_KILOBYTES = 12 * 1024;

    private final SoakBrowser.Tally tally = new SoakBrowser.Tally();

    @Test
    void holdsAtTheEndWhatItHeldAtTheStart() throws Exception {
        int minutes = Integer.getInteger("soak.minutes", 20);
        try (PackagedSample sample = new PackagedSample(
                new SoakProvider(SEED),
                List.of("-XX:TieredStopAtLevel=4"),
                List.of(
                        "--ai.streaming.limits.max-concurrent-streams=" + PLACES,
                        "--ai.streaming.timeouts.first-token=3s",
                        "--ai.streaming.timeouts.idle=2s",
                        "--ai.streaming.retry.initial-backoff=50ms",
                        "--ai.streaming.resume.linger=1s",
                        "--ai.streaming.resume.retention=5s"))) {
            use(sample, Duration.ofMinutes(Math.min(2, minutes))); // loads classes and starts threads
            ProcessFigures start = settled(sample);
            use(sample, Duration.ofMinutes(minutes));
            ProcessFigures end = settled(sample);
            System.out.println(
                    "soak of " + minutes + " min: " + tally + ", at the start " + start + ", at the end " + end);

            assertThat(tally.wrong.sum()).isZero();
            assertThat(tally.whole.sum()).isPositive();
            assertThat(tally.failed.sum()).isPositive();
            assertThat(end.descriptors()).isLessThanOrEqualTo(start.descriptors() + 10);
            assertThat(end.threads()).isLessThanOrEqualTo(start.threads() + 10);
            assertThat(end.heapKilobytes()).isLessThanOrEqualTo(start.heapKilobytes() + SLACK_KILOBYTES);
            assertThat(sample.log()).doesNotContain("OutOfMemoryError", " ERROR ", "non-recycled", "\tat ");
            assertThatEveryPlaceIsFree(sample);
        }
    }

    private void use(PackagedSample sample, Duration duration) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS);
        for (int i = 0; i < BROWSERS; i++) {
            browsers.execute(new SoakBrowser(sample.streamUri("question=hi"), SEED + i, over, tally));
        }
        browsers.shutdown();
        over.set(browsers.awaitTermination(duration.toSeconds(), TimeUnit.SECONDS));
        over.set(true);
        assertThat(browsers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        // what is kept for those who come back is let go, and what is idle is closed
        await().atMost(Duration.ofMinutes(2)).until(() -> sample.providerConnections() == 0);
    }

    /** Threads and connections that are idle end after a while: up to a minute. */
    private static ProcessFigures settled(PackagedSample sample) {
        AtomicReference<ProcessFigures> last = new AtomicReference<>();
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(35))
                .until(() -> {
                    ProcessFigures now = sample.figures();
                    ProcessFigures before = last.getAndSet(now);
                    return before != null
                            && before.threads() == now.threads()
                            && before.descriptors() == now.descriptors();
                });
        return last.get();
    }

    /** As many streams as there are places, at the same time. */
    private static void assertThatEveryPlaceIsFree(PackagedSample sample) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            streams.add(sample.stream());
        }
        for (CompletableFuture<HttpResponse<String>> stream : streams) {
            assertThat(stream.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
        }
    }
}
