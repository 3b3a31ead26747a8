package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
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
    void anEmptyPieceIsNone() {
        provider.answer("", "one", "");
        RecordingListener listener = ask();

        assertThat(listener.response().content()).isEqualTo("one");
        assertThat(listener.events).hasSize(3);
    }

    @Test
    void waitsBeforeEachPiece() {
        provider.answer("one", "two").pace(Duration.ofDays(1));
        RecordingListener listener = new RecordingListener();
        ChatCall call = provider.newCall(ChatRequest.of("Hello?"));
        call.start(listener);
        await().until(() -> listener.events.size() == 1);
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(listener.content()).isEmpty();
    }

    @Test
    void forgetsWhatItWasToldAndAsked() {
        provider.answer("one");
        ask().response();
        provider.reset();

        assertThat(provider.requests()).isEmpty();
        assertThat(ask().response().content()).isEmpty();
    }

    @Test
    void anErrorThatTheListenerThrowsIsNotTheProviders() {
        provider.answer("one");
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                throw AiException.of(ErrorCode.RATE_LIMITED).build();
            }
        };
        provider.newCall(ChatRequest.of("Hello?")).start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
    }
}
