package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twenty instances that are killed one after the other, three seconds after the next is there, and fifty browsers that read all the same. */
@Tag("soak")
class CrashStormTests {

    private static final int READERS = 50;
    private static final int DEATHS = 20;
    private static final Duration BETWEEN_DEATHS = Duration.ofSeconds(3);
    private static final int ALIVE = 3;
    private static final List<String> WORDS =
            IntStream.range(0, 30).mapToObj(i -> "word" + i + " ").toList();
    private static final String ANSWER = String.join("", WORDS);
    private static final Pattern QUESTION = Pattern.compile("q\\d+x\\d+q");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ApplicationProcess> alive = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger deaths = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger restarted = new AtomicInteger();
    private volatile boolean over;

    private ScriptedServer provider() {
        return new ScriptedServer(connection -> {
            Matcher question = QUESTION.matcher(connection.request().body());
            asked.computeIfAbsent(question.find() ? question.group() : "?", key -> new AtomicInteger())
                    .incrementAndGet();
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (String word : WORDS) {
                connection.chunk(OpenAiWire.text(word));
                Thread.sleep(100); // the pace of a model
            }
            connection.chunk(OpenAiWire.ending());
            connection.end();
        });
    }

    @Test
    void eachReaderGetsWholeAnswersThoughOneInstanceAfterTheOtherIsKilled() throws Exception {
        try (TestRedis redis = TestRedis.start();
                ScriptedServer provider = provider()) {
            for (int i = 0; i < ALIVE; i++) {
                alive.add(CrashedWriterTests.instance(redis, provider));
            }
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int reader = i;
                readers.add(threads.submit(() -> readOn(reader)));
            }
            Random random = new Random(17);
            while (deaths.get() < DEATHS) {
                ApplicationProcess next = CrashedWriterTests.instance(redis, provider);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_DEATHS.toMillis());
                ApplicationProcess killed = alive.remove(random.nextInt(alive.size()));
                alive.add(next);
                deaths.incrementAndGet();
                killed.kill();
                killed.close();
            }
            over = true;
            for (Future<?> reader : readers) {
                reader.get(2, TimeUnit.MINUTES);
            }
        } finally {
            over = true;
            threads.shutdownNow();
            for (ApplicationProcess process : alive) {
                process.close();
            }
        }
        assertThat(faults).as("of " + whole + " whole answers").isEmpty();
        assertThat(restarted).as("answers that were asked for again").hasPositiveValue();
    }

    private void readOn(int reader) {
        for (int n = 0; !over; n++) {
            String question = "q" + reader + "x" + n + "q";
            int before = deaths.get();
            ReturningBrowser browser = new ReturningBrowser(client);
            boolean opened = false;
            for (int attempt = 0; attempt < 300 && !browser.done(); attempt++) {
                ApplicationProcess process = alive.get((reader + n + attempt) % alive.size());
                try {
                    opened = opened || browser.hasSeenAnId();
                    int status = browser.read(
                            process.url() + (opened ? "/rest/" + browser.streamId() : "/chat?question=" + question),
                            Integer.MAX_VALUE);
                    if (status != 200) {
                        faults.add(question + ": status " + status);
                        break;
                    }
                } catch (IOException e) {
                    await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                } catch (InterruptedException e) {
                    return;
                }
            }
            check(question, browser, deaths.get() - before);
        }
    }

    private void check(String question, ReturningBrowser browser, int deathsMeanwhile) {
        int times = asked.getOrDefault(question, new AtomicInteger()).get();
        restarted.addAndGet(browser.resets().size());
        if (browser.done() && browser.errors().isEmpty() && browser.text().equals(ANSWER)) {
            whole.incrementAndGet();
        } else {
            faults.add(question + ": errors " + browser.errors() + ", done " + browser.done() + ", resets "
                    + browser.resets() + ", text " + browser.text());
        }
        if (times > 1 + deathsMeanwhile) {
            faults.add(question + " was asked " + times + " times at " + deathsMeanwhile + " deaths");
        }
    }
}
