package dev.aistreaming.spring.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.spring.OnDisconnect;
import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.Approvals;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KeptStreamTests {

    private final ScriptedProvider provider = ScriptedProvider.named("openai").stall();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @AutoClose
    private final Threads threads = new Threads(tasks::add);

    private KeptStream started() {
        String id = new StreamIds().create();
        KeptStream stream = new KeptStream(
                provider.newCall(ChatRequest.of("Hello?")),
                JsonFormat.CONTENT_ONLY,
                new ResumeSettings(OnDisconnect.LINGER, Duration.ofMillis(1)),
                threads,
                new StreamFigures(id, "openai", null, Map.of()),
                StreamOptions.DEFAULTS,
                new StreamHandle(id, Optional.empty(), null, new Approvals(), threads),
                () -> true,
                0,
                () -> {});
        stream.writeTo(
                new InMemoryStreamStore(StreamStoreLimits.DEFAULTS, threads)
                        .create(new StreamHead(id, null, "json"), stream),
                stream);
        stream.start();
        return stream;
    }

    /** Begins to linger, and returns what runs at the end of that. */
    private Runnable endOfLinger(KeptStream stream) throws InterruptedException {
        stream.abandoned();
        tasks.take().run();
        return tasks.take();
    }

    @Test
    void whoReturnsAtTheVeryEndOfTheLingerIsNotCutOff() throws Exception {
        KeptStream stream = started();
        Runnable end = endOfLinger(stream);
        stream.attended();
        end.run();

        assertThat(provider.cancelledCalls()).isZero();
    }

    @Test
    void lingersAgainForWhoReturnedAndLeft() throws Exception {
        KeptStream stream = started();
        Runnable end = endOfLinger(stream);
        stream.attended();
        end.run();
        endOfLinger(stream).run();

        await().until(() -> provider.cancelledCalls() == 1);
    }
}
