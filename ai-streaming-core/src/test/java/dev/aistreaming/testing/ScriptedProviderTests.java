package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedProviderTests {

    private final ScriptedProvider provider = ScriptedProvider.named("openai");

    private RecordingListener ask() {
        RecordingListener listener = new RecordingListener();
        provider.newCall(ChatRequest.of("Hello?")).start(listener);
        return listener;
    }

    @Test
    void answersAsTold() {
        provider.reasoning("Hm. ").answer("Hello", " world").usage(3, 2).finishReason(FinishReason.LENGTH);
        RecordingListener listener = ask();

        assertThat(listener.response().content()).isEqualTo("Hello world");
        assertThat(listener.response().reasoning()).isEqualTo("Hm. ");
        assertThat(listener.response().usage()).isEqualTo(new Usage(3, 2, null, null, null));
        assertThat(listener.events)
                .containsExactly(
                        new StreamEvent.Started("scripted-1", "scripted"),
                        new StreamEvent.Reasoning("Hm. "),
                        new StreamEvent.Content("Hello"),
                        new StreamEvent.Content(" world"),
                        new StreamEvent.Finished(FinishReason.LENGTH, new Usage(3, 2, null, null, null)));
    }

    @Test
    void remembersWhatItWasAsked() {
        ask().response();

        assertThat(provider.requests()).containsExactly(ChatRequest.of("Hello?"));
    }

    @Test
    void failsBeforeAnythingHasCome() {
        provider.answer("never seen").failWith(ErrorCode.RATE_LIMITED);
        RecordingListener listener = ask();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void breaksOffInTheMiddle() {
        provider.answer("one", "two", "three").cutAfter(2);
        RecordingListener listener = ask();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(listener.content()).isEqualTo("onetwo");
    }

    @Test
    void stallsUntilItIsCancelled() {
        provider.answer("one", "two").stallAfter(1);
        RecordingListener listener = new RecordingListener();
        ChatCall call = provider.newCall(ChatRequest.of("Hello?"));
        call.start(listener);
        await().until(() -> listener.content().equals("one"));
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(provider.cancelledCalls()).isEqualTo(1);
    }

    @Test
    void saysNothingWhilePaused() {
        provider.answer("one");
        RecordingListener listener = new RecordingListener();
        ChatCall call = provider.newCall(ChatRequest.of("Hello?"));
        call.pause();
        call.start(listener);
        await().during(Duration.ofMillis(100)).until(() -> listener.events.isEmpty());
        call.resume();

        assertThat(listener.response().content()).isEqualTo("one");
    }

    @Test
    void aCallIsStartedOnce() {
        ChatCall call = provider.newCall(ChatRequest.of("Hello?"));
        call.start(new RecordingListener());

        assertThatThrownBy(() -> call.start(new RecordingListener())).isInstanceOf(IllegalStateException.class);
    }
}
