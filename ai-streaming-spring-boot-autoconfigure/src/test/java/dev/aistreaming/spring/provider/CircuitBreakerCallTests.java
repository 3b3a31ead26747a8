package dev.aistreaming.spring.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Calls that are refused keep the contract, too. */
class CircuitBreakerCallTests {

    private final ScriptedProvider provider = ScriptedProvider.named("openai").answer("word");
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("openai");

    private ChatCall call() {
        return new CircuitBreakerProvider(provider, breaker).newCall(ChatRequest.of("Hello?"));
    }

    @Test
    void aRefusedCallAsksNobody() {
        breaker.transitionToOpenState();
        RecordingListener listener = new RecordingListener();
        call().start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void aRefusedCallIsStartedOnce() {
        breaker.transitionToOpenState();
        ChatCall call = call();
        call.start(new RecordingListener());

        assertThatThrownBy(() -> call.start(new RecordingListener())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallThatWasCancelledBeforeTheStartIsCancelledAndNotRefused() {
        breaker.transitionToOpenState();
        ChatCall call = call();
        RecordingListener listener = new RecordingListener();
        call.cancel();
        call.start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aCallThatWasCancelledBeforeTheStartTakesNoPermission() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        for (int i = 0; i < 20; i++) {
            ChatCall call = call();
            RecordingListener listener = new RecordingListener();
            call.cancel();
            call.start(listener);
            listener.await();
        }
        RecordingListener listener = new RecordingListener();
        call().start(listener);

        assertThat(listener.response().content()).isEqualTo("word");
    }

    /** Who listens to the breaker's events may keep them for long. */
    @Test
    void theBreakerIsNotGivenTheHalfAnswer() {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        breaker.getEventPublisher().onError(event -> told.add(event.getThrowable()));
        provider.answer("one", "two").cutAfter(1);
        RecordingListener listener = new RecordingListener();
        call().start(listener);

        assertThat(listener.error().partial()).isNotNull();
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        AiException.class, error -> assertThat(error.partial()).isNull());
    }

    @Test
    void aStartThatThrowsTakesNoPermission() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        for (int i = 0; i < 20; i++) {
            ChatCall call = new CircuitBreakerCall("openai", new ThrowingCall(), breaker);
            assertThatThrownBy(() -> call.start(new RecordingListener())).isInstanceOf(AssertionError.class);
        }
        RecordingListener listener = new RecordingListener();
        call().start(listener);

        assertThat(listener.response().content()).isEqualTo("word");
    }

    @Test
    void whoeverWatchesTheBreakerKeepsNobodyFromTheAnswer() {
        breaker.getEventPublisher().onSuccess(event -> {
            throw new AssertionError("thrown by a test");
        });
        RecordingListener listener = new RecordingListener();
        call().start(listener);

        assertThat(listener.response().content()).isEqualTo("word");
    }

    private static final class ThrowingCall implements ChatCall {
        @Override
        public void start(StreamListener listener) {
            throw new AssertionError("thrown by a test");
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }
}
