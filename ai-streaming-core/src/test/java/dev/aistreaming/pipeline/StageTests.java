package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StageTests {

    @AutoClose
    private final Scripts scripts = new Scripts();

    private final ScriptedProvider provider = ScriptedProvider.named("openai").answer("a", "b");
    private final RecordingListener listener = new RecordingListener();

    private ChatCall call() {
        return provider.newCall(ChatRequest.of("Hello?"));
    }

    @Test
    void whatAHookThrowsKeepsNobodyFromTheAnswer() {
        new Faulty(call()).start(listener);

        assertThat(listener.response().content()).isEqualTo("ab");
    }

    @Test
    void whatAHookThrowsKeepsNobodyFromTheError() {
        provider.cutAfter(1);
        new Faulty(call()).start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void whatAHookThrowsKeepsNoCallFromBeingMadeAgain() {
        provider.reset().failWith(ErrorCode.OVERLOADED).then().answer("a");
        new Faulty(new RetryProvider(provider, RetryPolicy.DEFAULTS, scripts.threads).newCall(ChatRequest.of("?")))
                .start(listener);

        assertThat(listener.response().content()).isEqualTo("a");
        assertThat(listener.restarts).hasSize(1);
    }

    @Test
    void isStartedOnce() {
        ChatCall call = new Noting(call());
        call.start(listener);

        assertThatThrownBy(() -> call.start(new RecordingListener())).isInstanceOf(IllegalStateException.class);
        listener.response();
    }

    @Test
    void aStartThatThrowsIsAFailure() {
        Noting stage = new Noting(starting(started -> {
            throw new AssertionError("thrown by a test");
        }));

        assertThatThrownBy(() -> stage.start(listener)).hasMessage("thrown by a test");
        assertThat(stage.endings).containsExactly("internal");
    }

    @Test
    void aStartThatThrowsAfterTheEndIsNoSecondEnd() {
        Noting stage = new Noting(starting(started -> {
            started.onError(AiException.of(ErrorCode.OVERLOADED).build());
            throw new AssertionError("thrown by a test");
        }));

        assertThatThrownBy(() -> stage.start(listener)).hasMessage("thrown by a test");
        assertThat(stage.endings).containsExactly("overloaded");
    }

    @Test
    void aStageThatNeedsNoEventsIsNotOnTheirWay() {
        Noting outer = new Noting(new Passing(new Passing(new Noting(call()))));
        outer.start(listener);

        assertThat(listener.response().content()).isEqualTo("ab");
        assertThat(outer.content).containsExactly("a", "b");
    }

    @Test
    void aStageThatNeedsNoEventsHearsTheEnd() {
        Noting inner = new Noting(call());
        Passing passing = new Passing(inner);
        passing.start(listener);
        listener.response();

        assertThat(passing.completed).isTrue();
        assertThat(inner.endings).containsExactly("completed");
    }

    private static ChatCall starting(Consumer<StreamListener> start) {
        return new ChatCall() {
            @Override
            public void start(StreamListener listener) {
                start.accept(listener);
            }

            @Override
            public void pause() {}

            @Override
            public void resume() {}

            @Override
            public void cancel() {}
        };
    }

    private static final class Faulty extends Stage {
        Faulty(ChatCall delegate) {
            super(delegate);
        }

        @Override
        protected void restarted(Restart restart) {
            throw new AssertionError("thrown by a test");
        }

        @Override
        protected void completed(ChatResponse response) {
            throw new AssertionError("thrown by a test");
        }

        @Override
        protected void failed(AiException error) {
            throw new AssertionError("thrown by a test");
        }
    }

    private static final class Noting extends Stage {
        private final List<String> endings = new CopyOnWriteArrayList<>();
        private final List<String> content = new CopyOnWriteArrayList<>();

        Noting(ChatCall delegate) {
            super(delegate);
        }

        @Override
        public void onEvent(StreamEvent event) {
            if (event instanceof StreamEvent.Content piece) {
                content.add(piece.text());
            }
            super.onEvent(event);
        }

        @Override
        protected void completed(ChatResponse response) {
            endings.add("completed");
        }

        @Override
        protected void failed(AiException error) {
            endings.add(error.code().wireName());
        }
    }

    private static final class Passing extends Stage {
        private volatile boolean completed;

        Passing(ChatCall delegate) {
            super(delegate);
        }

        @Override
        protected boolean needsEvents() {
            return false;
        }

        @Override
        public void onEvent(StreamEvent event) {
            throw new IllegalStateException("on the way of " + event);
        }

        @Override
        protected void completed(ChatResponse response) {
            completed = true;
        }
    }
}
