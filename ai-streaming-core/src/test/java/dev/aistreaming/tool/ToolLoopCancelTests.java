package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whoever ends the answer ends it at once, whatever it is doing; whoever pauses it gets nothing meanwhile. */
class ToolLoopCancelTests {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final ScriptedProvider model = ScriptedProvider.named("openai");
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
    private final LocalTool quick = LocalTool.of(Tool.of("quick", null), (arguments, context) -> "done");

    private ChatProvider loop(LocalTool... tools) {
        return new ToolLoopProvider(model, List.of(tools), ToolLimits.DEFAULTS, threads);
    }

    private static ChatResponse partial(RecordingListener listener) {
        return Objects.requireNonNull(listener.error().partial(), "nothing had arrived");
    }

    @Test
    void aCancelWhileAToolRunsInterruptsItAndEndsAtOnce() throws Exception {
        model.answer("Well. ").toolCall("hang", "{}");
        RecordingListener listener = new RecordingListener();
        ChatCall call = loop(hanging).newCall(QUESTION);
        call.start(listener);
        runs.await();
        call.cancel();

        listener.await(); // the thread that started the tool may be at it still, and then tells the end
        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(partial(listener).content()).isEqualTo("Well. ");
        assertThat(partial(listener).messages()).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.TOOL);
        assertThat(threads.pending()).isZero();
    }

    @Test
    void aCancelAtEachEventEndsThere() {
        for (Class<?> kind : List.of(
                StreamEvent.Started.class,
                StreamEvent.ToolCallDelta.class,
                StreamEvent.ToolCalled.class,
                StreamEvent.ToolResulted.class,
                StreamEvent.StepFinished.class,
                StreamEvent.Content.class)) {
            model.reset().toolCall("quick", "{}").then().answer("a", "b");
            ChatCall call = loop(quick).newCall(QUESTION);
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (kind.isInstance(event)) {
                        call.cancel();
                    }
                }
            };
            call.start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(listener.events.get(listener.events.size() - 1)).isInstanceOf(kind);
        }
    }

    @Test
    void aCancelBetweenTwoStepsTellsTheFirstOnce() {
        model.answer("One. ").toolCall("quick", "{}").then().answer("Two.");
        CountDownLatch between = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ChatProvider slow = new ChatProvider() {
            private int calls;

            @Override
            public String name() {
                return "openai";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                if (++calls == 2) {
                    between.countDown();
                    awaitUninterruptibly(goOn);
                }
                return model.newCall(request);
            }
        };
        RecordingListener listener = new RecordingListener();
        ChatCall call = new ToolLoopProvider(slow, List.of(quick), ToolLimits.DEFAULTS, threads).newCall(QUESTION);
        call.start(listener);
        awaitUninterruptibly(between);
        call.cancel();

        assertThat(listener.hasEnded()).isTrue();
        goOn.countDown();
        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(partial(listener).content()).isEqualTo("One. ");
        assertThat(partial(listener).messages()).hasSize(2);
        assertThat(model.requests()).hasSize(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theTotalTimeSpansTheToolsToo() throws Exception {
        model.toolCall("hang", "{}");
        RecordingListener listener = new RecordingListener();
        Pipeline.of(model, threads)
                .timeouts(new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(300)))
                .loop(provider -> new ToolLoopProvider(provider, List.of(hanging), ToolLimits.DEFAULTS, threads))
                .build()
                .newCall(QUESTION)
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void resultsWaitForAPausedListener() {
        model.toolCall("quick", "{}").then().answer("Done.");
        ChatCall call = loop(quick).newCall(QUESTION);
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.ToolCalled || event instanceof StreamEvent.StepFinished) {
                    call.pause();
                }
            }
        };
        call.start(listener);
        await().until(() -> kinds(listener).contains("ToolCalled"));
        await().during(Duration.ofMillis(200)).until(() -> !kinds(listener).contains("ToolResulted"));

        call.resume();
        await().until(() -> kinds(listener).contains("StepFinished"));
        await().during(Duration.ofMillis(200)).until(() -> !kinds(listener).contains("Content"));

        call.resume();
        assertThat(listener.response().content()).isEqualTo("Done.");
    }

    private static List<String> kinds(RecordingListener listener) {
        return listener.events.stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    @Test
    void aListenerThatThrowsAtAResultEndsTheCall() {
        model.toolCall("quick", "{}").then().answer("Done.");
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.ToolResulted) {
                    throw new IllegalArgumentException("a fault of the listener");
                }
            }
        };
        loop(quick).newCall(QUESTION).start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error()).hasRootCauseMessage("a fault of the listener");
    }
}
