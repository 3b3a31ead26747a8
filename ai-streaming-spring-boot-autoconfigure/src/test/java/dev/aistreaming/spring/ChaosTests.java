package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.aistreaming.spring.autoconfigure.OpenExchanges;
import dev.aistreaming.spring.stream.StreamRegistry;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Providers that fail in every way and browsers that leave at any time, many of them at once. */
@Tag("integration")
class ChaosTests {

    private static final long SEED = 20_260_731;
    private static final int WARM_UP = 200;
    /** Each is another mixture of faults; some hundreds meet every pair of them. */
    private static final int STREAMS = Integer.getInteger("chaos.streams", 700);

    private static final int AT_A_TIME = 100;
    private static final long HEAP_TOLERANCE = 20L * 1024 * 1024;
    private static final Pattern STREAM = Pattern.compile("^stream (\\d+) ");
    private static final Pattern INDEX = Pattern.compile("stream (\\d+);");

    private final List<ChaosPlan> plans = IntStream.range(0, WARM_UP + STREAMS)
            .mapToObj(index -> new ChaosPlan(index, SEED))
            .toList();
    private final AtomicInteger playing = new AtomicInteger();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

    @Test
    void everyStreamEndsAsItShouldAndNothingIsLeftBehind() throws Exception {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> faults.add("uncaught in " + thread + ": " + e));
        try (ScriptedApplication application = application();
                LogWatch log = new LogWatch()) {
            stream(application, plans.subList(0, WARM_UP));
            awaitQuiet(application);
            long heap = usedHeap();
            Map<String, Integer> threads = threads();

            stream(application, plans.subList(WARM_UP, plans.size()));
            awaitQuiet(application);

            assertThat(faults)
                    .as("faults with seed %d; log:\n%s", SEED, log.of(faults))
                    .isEmpty();
            assertThat(log.faults).as("log with seed %d", SEED).isEmpty();
            assertThat(outcomes.values())
                    .as("all kinds of endings: %s", outcomes)
                    .allMatch(count -> count > STREAMS / 20);
            assertThat(outcomes).hasSize(3);
            assertEachStreamEndedOnce(application);
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(threads()).satisfies(now -> assertNoMore(now, threads)));
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(usedHeap()).isLessThan(heap + HEAP_TOLERANCE));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }

    private ScriptedApplication application() {
        return new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(Controller.class),
                new ScriptedServer(this::play),
                "logging.level.root=warn",
                "logging.level.dev.aistreaming=debug",
                "server.tomcat.threads.max=20",
                "server.tomcat.threads.min-spare=20",
                "ai.streaming.default-provider=openai",
                "ai.streaming.providers.dead.type=openai",
                "ai.streaming.providers.dead.base-url=http://127.0.0.1:1",
                "ai.streaming.providers.dead.model=gpt-none",
                "ai.streaming.timeouts.first-token=8s",
                "ai.streaming.timeouts.idle=8s",
                "ai.streaming.heartbeat-interval=200ms",
                "ai.streaming.retry.max-backoff=20ms",
                "ai.streaming.limits.max-answer-characters=" + ChaosPlan.MAX_CHARACTERS);
    }

    private void play(ScriptedConnection connection) throws IOException, InterruptedException {
        Matcher index = INDEX.matcher(connection.request().body());
        if (!index.find()) {
            throw new IOException("the client left in the middle of its request");
        }
        playing.incrementAndGet();
        try {
            plans.get(Integer.parseInt(index.group(1))).play(connection);
        } finally {
            playing.decrementAndGet();
        }
    }

    private void stream(ScriptedApplication application, Collection<ChaosPlan> streams) throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (ChaosPlan plan : streams) {
                running.add(browsers.submit(() -> stream(application, plan)));
            }
            for (Future<?> browser : running) {
                browser.get();
            }
        } finally {
            browsers.shutdown();
        }
    }

    private void stream(ScriptedApplication application, ChaosPlan plan) {
        try {
            boolean whole = new ChaosBrowser(plan).read(application.port());
            outcomes.merge(plan.stays() ? whole ? "whole" : "error" : "left", 1, Integer::sum);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            faults.add(plan + ", until " + Instant.now() + ": " + e);
        }
    }

    private void awaitQuiet(ScriptedApplication application) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(application.bean(StreamRegistry.class).open())
                    .as("streams")
                    .isEmpty();
            assertThat(OpenExchanges.of(application.context())).as("exchanges").isZero();
            assertThat(playing).as("answers of the provider").hasValue(0);
            assertThat(application.bean(Threads.class).pending()).as("timers").isZero();
        });
    }

    private void assertEachStreamEndedOnce(ScriptedApplication application) {
        Controller controller = application.bean(Controller.class);
        for (ChaosPlan plan : plans) {
            assertThat(controller.endings.get(plan.index))
                    .as("endings of %s with seed %d", plan, SEED)
                    .isEqualTo(controller.starts.get(plan.index));
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** How many threads of each kind there are; not those of the scripted provider and of the JVM itself. */
    private static Map<String, Integer> threads() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String kind = thread.getName().replaceAll("\\d+", "#");
            if (!kind.startsWith("scripted-") && !kind.startsWith("ForkJoinPool")) {
                kinds.merge(kind, 1, Integer::sum);
            }
        }
        return kinds;
    }

    private static void assertNoMore(Map<String, Integer> now, Map<String, Integer> before) {
        now.forEach((kind, count) ->
                assertThat(count).as("threads %s", kind).isLessThanOrEqualTo(before.getOrDefault(kind, 0)));
    }

    @RestController
    static class Controller {
        final AtomicIntegerArray starts = new AtomicIntegerArray(WARM_UP + STREAMS);
        final AtomicIntegerArray endings = new AtomicIntegerArray(WARM_UP + STREAMS);
        private final AiService ai;

        Controller(AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/chaos")
        SseEmitter chaos(@RequestParam int stream) {
            starts.incrementAndGet(stream);
            ChaosPlan.Course course = new ChaosPlan(stream, SEED).course;
            AiService asked = course == ChaosPlan.Course.NOBODY_LISTENS ? ai.provider("dead") : ai;
            return asked
                    .task()
                    .prompt("stream " + stream + ";")
                    .model("model-" + stream) // so that the log tells which stream it speaks of
                    .onComplete(response -> endings.incrementAndGet(stream))
                    .onError(error -> endings.incrementAndGet(stream))
                    .stream();
        }
    }

    /** Keeps the log from the console, and looks for what is no line of its own. */
    private static final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        final List<String> faults = new CopyOnWriteArrayList<>();
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        private final Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

        LogWatch() {
            for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
                others.add(all.next());
            }
            others.forEach(root::detachAppender);
            setContext(logging);
            start();
            root.addAppender(this);
        }

        /** What the log says of the streams with these faults. */
        String of(List<String> faults) {
            return faults.stream()
                    .map(STREAM::matcher)
                    .filter(Matcher::find)
                    .map(stream -> "model-" + stream.group(1))
                    .flatMap(model -> lines.stream().filter(line -> line.contains(model + ",")))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getInstant() + " " + event.getFormattedMessage());
            if (!event.getLevel().isGreaterOrEqual(Level.INFO)) {
                return;
            }
            boolean ours = event.getLoggerName().startsWith("dev.aistreaming");
            boolean oneLine = event.getThrowableProxy() == null
                    && event.getFormattedMessage().indexOf('\n') < 0;
            if (!ours || !oneLine || event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                String thrown = event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getClassName() + ": "
                                + event.getThrowableProxy().getMessage();
                faults.add(event + " " + thrown);
            }
        }

        @Override
        public void close() {
            root.detachAppender(this);
            others.forEach(root::addAppender);
            stop();
        }
    }
}
