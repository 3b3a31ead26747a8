package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
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
    void failsWhereNothingIsScripted() {
        RecordingListener listener = ask();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error()).hasMessageContaining("No answer was scripted for the provider 'openai'");
        assertThat(listener.events).isEmpty();
    }

    @Test
    void settingsAloneAreNoAnswer() {
        provider.reasoning("Hm. ").usage(3, 2).finishReason(FinishReason.STOP).pace(Duration.ZERO);

        assertThat(ask().error()).hasMessageContaining("No answer was scripted");
    }

    @Test
    void anEmptyAnswerCanBeScripted() {
        provider.answer();

        assertThat(ask().response().content()).isEmpty();
    }

    @Test
    void answersInSequenceAndRepeatsTheLast() {
        provider.answer("A").usage(1, 1).then().answer("B");

        assertThat(ask().response().usage().inputTokens()).isEqualTo(1);
        assertThat(ask().response().content()).isEqualTo("B");
        assertThat(ask().response().content()).isEqualTo("B");
        assertThat(ask().response().usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void failsOnceThenWorks() {
        provider.failWith(ErrorCode.OVERLOADED).then().answer("Hello");

        assertThat(ask().error().code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(ask().response().content()).isEqualTo("Hello");
    }

    @Test
    void goesOnWithTheNextAnswerAfterOneThatWasGiven() {
        provider.answer("A");
        ask().response();
        ask().response();
        provider.then().answer("B");

        assertThat(ask().response().content()).isEqualTo("B");
    }

    @Test
    void aChangedAnswerIsGivenBeforeTheNext() {
        provider.answer("A");
        ask().response();
        provider.answer("B").then().answer("C");

        assertThat(ask().response().content()).isEqualTo("B");
        assertThat(ask().response().content()).isEqualTo("C");
    }

    @Test
    void nothingAfterThenIsNothingScripted() {
        provider.answer("A").then();
        ask().response();

        assertThat(ask().error()).hasMessageContaining("No answer was scripted");
    }

    @Test
    void aCallThatWasCancelledBeforeItsStartTakesNoAnswer() {
        provider.answer("A").then().answer("B");
        ChatCall call = provider.newCall(ChatRequest.of("Hello?"));
        call.cancel();
        RecordingListener cancelled = new RecordingListener();
        call.start(cancelled);

        assertThat(cancelled.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(ask().response().content()).isEqualTo("A");
    }

    @Test
    void makesTheAnswerOfTheRequest() {
        provider.answer(request -> "You said: " + request.messages().get(0).text());

        assertThat(ask().response().content()).isEqualTo("You said: Hello?");
    }

    @Test
    void failsWithTheErrorThatTheAnswerThrows() {
        AiException error = AiException.of(ErrorCode.CONTENT_FILTERED).build();
        provider.answer(request -> {
            throw error;
        });

        assertThat(ask().error()).isSameAs(error);
    }

    @Test
    void failsWithTheAssertionThatFailedInTheAnswer() {
        provider.answer(request -> {
            throw new AssertionError("expected a system prompt");
        });
        RecordingListener listener = ask();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error().userMessage()).contains("expected a system prompt");
        assertThat(listener.error()).hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void asksForTools() {
        provider.answer("Let me look.")
                .toolCall("weather", "{\"city\":\"Paris\"}")
                .toolCall("c2", "time", "{}");
        RecordingListener listener = ask();

        assertThat(listener.response().toolCalls())
                .containsExactly(
                        new ToolCall("call-1", "weather", "{\"city\":\"Paris\"}"), new ToolCall("c2", "time", "{}"));
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(listener.events)
                .containsExactly(
                        new StreamEvent.Started("scripted-1", "scripted"),
                        new StreamEvent.Content("Let me look."),
                        new StreamEvent.ToolCallDelta(0, "call-1", "weather", "{\"city\":\"Paris\"}"),
                        new StreamEvent.ToolCallDelta(1, "c2", "time", "{}"),
                        new StreamEvent.Finished(FinishReason.TOOL_CALLS, Usage.UNKNOWN));
    }

    @Test
    void breaksOffBetweenToolCalls() {
        provider.toolCall("weather", "{}").toolCall("time", "{}").cutAfter(1);
        RecordingListener listener = ask();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(listener.events).hasSize(2);
    }

    @Test
    void remembersWhatItWasAsked() {
        provider.answer();
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
    void tellsWhatHadArrived() {
        provider.answer("one", "two", "three").reasoning("Hmm").cutAfter(2);

        assertThat(ask().error().partial())
                .extracting(ChatResponse::content, ChatResponse::reasoning)
                .containsExactly("onetwo", "Hmm");
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
        assertThat(ask().error().code()).isEqualTo(ErrorCode.INTERNAL);
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
