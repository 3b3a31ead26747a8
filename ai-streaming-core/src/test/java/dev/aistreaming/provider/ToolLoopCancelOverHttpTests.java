package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.tool.LocalTool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever cancels has the provider's connection closed and tools interrupted, whatever is going on. */
class ToolLoopCancelOverHttpTests {

    private static final String TYPES = "dev.aistreaming.provider.ToolWire#types";
    private static final ToolCall CALL = new ToolCall("c1", "hang", "{}");
    private static final ChatRequest QUESTION = ChatRequest.of("Hi");

    private final AtomicReference<ScriptedConnection> connection = new AtomicReference<>();
    private final CountDownLatch runs = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final LocalTool hanging = LocalTool.of(Tool.of("hang", null), (arguments, context) -> {
        runs.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        return "never";
    });
    private final LocalTool quick = LocalTool.of(Tool.of("hang", null), (arguments, context) -> "done");

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void assertCancelled(RecordingListener listener) throws InterruptedException {
        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(connection.get().clientLeft(20)).isTrue();
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void whileTheModelSpeaks(ProviderType type) throws Exception {
        CountDownLatch spoken = new CountDownLatch(1);
        try (LoopFixture loop = new LoopFixture(type, connection -> {
            this.connection.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(ToolWire.text(type, "Well,"));
            connection.waitForClientToLeave();
        })) {
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (event instanceof StreamEvent.Content) {
                        spoken.countDown();
                    }
                }
            };
            ChatCall call = loop.start(listener, QUESTION, quick);
            await(spoken);
            call.cancel();

            assertCancelled(listener);
        }
    }

    /** The answer that called it has been read to its end; nothing else is asked. */
    @ParameterizedTest
    @MethodSource(TYPES)
    void whileAToolRuns(ProviderType type) throws Exception {
        try (LoopFixture loop = LoopFixture.answering(type, ToolWire.calls(type, CALL))) {
            RecordingListener listener = new RecordingListener();
            ChatCall call = loop.start(listener, QUESTION, hanging);
            await(runs);
            call.cancel();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            await(interrupted);
            assertThat(loop.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void whileTheSecondRequestWaits(ProviderType type) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(1);
        try (LoopFixture loop = new LoopFixture(type, connection -> {
            if (requests.incrementAndGet() == 1) {
                connection.head(200, "text/event-stream");
                connection.chunk(ToolWire.calls(type, CALL));
                connection.end();
            } else {
                this.connection.set(connection);
                asked.countDown();
                connection.waitForClientToLeave();
            }
        })) {
            RecordingListener listener = new RecordingListener();
            ChatCall call = loop.start(listener, QUESTION, quick);
            await(asked);
            call.cancel();

            assertCancelled(listener);
            assertThat(listener.error().partial()).isNotNull();
        }
    }
}
