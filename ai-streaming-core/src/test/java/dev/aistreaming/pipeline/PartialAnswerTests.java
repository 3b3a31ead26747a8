package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.RecordingListener;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartialAnswerTests {

    private static final ChatResponse OWN =
            new ChatResponse(null, "own", null, "own", "", List.of(), FinishReason.OTHER, Usage.UNKNOWN);

    /** Somebody else's, which delivers this and fails, or, once it is cancelled, says only that. */
    private static final class Own implements ChatProvider {
        private final @Nullable AiException error;
        private final StreamEvent[] events;

        Own(@Nullable AiException error, StreamEvent... events) {
            this.error = error;
            this.events = events;
        }

        @Override
        public String name() {
            return "own";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            return new ChatCall() {
                private boolean cancelled;

                @Override
                public void start(StreamListener listener) {
                    for (StreamEvent event : events) {
                        if (!cancelled) {
                            listener.onEvent(event);
                        }
                    }
                    listener.onError(
                            error != null
                                    ? error
                                    : AiException.of(ErrorCode.CANCELLED).build());
                }

                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {
                    cancelled = true;
                }
            };
        }
    }

    private static RecordingListener ask(ChatProvider provider) {
        RecordingListener listener = new RecordingListener();
        provider.newCall(ChatRequest.of("Hello?")).start(listener);
        return listener.await();
    }

    private static AiException truncated() {
        return AiException.of(ErrorCode.TRUNCATED).build();
    }

    @Test
    void addsWhatHadArrivedToAnErrorThatDoesNotTell() {
        RecordingListener listener = ask(new PartialAnswerProvider(new Own(
                truncated(),
                new StreamEvent.Started("1", "m"),
                new StreamEvent.Reasoning("Hmm"),
                new StreamEvent.Content("Hel"),
                new StreamEvent.Content("lo"),
                new StreamEvent.ToolCallDelta(0, "c", "f", "{"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(listener.error().partial())
                .isEqualTo(new ChatResponse(
                        "1", "own", "m", "Hello", "Hmm", List.of(), FinishReason.OTHER, Usage.UNKNOWN));
    }

    @Test
    void leavesAnErrorAloneThatTellsItself() {
        AiException error = truncated().withPartial(OWN);

        assertThat(ask(new PartialAnswerProvider(new Own(error, new StreamEvent.Content("x"))))
                        .error())
                .isSameAs(error);
    }

    @Test
    void leavesAnErrorAloneBeforeWhichNothingHadArrived() {
        AiException error = truncated();

        assertThat(ask(new PartialAnswerProvider(new Own(error))).error()).isSameAs(error);
    }

    @Test
    void aLimitTellsWhatItLetThroughOfAProviderOfSomebodyElses() {
        ChatProvider own = new PartialAnswerProvider(
                new Own(null, new StreamEvent.Content("Hello"), new StreamEvent.Content("!")));

        RecordingListener listener = ask(new LimitProvider(own, new AnswerLimits(null, 3, null)));
        assertThat(listener.content()).isEqualTo("Hel");
        assertThat(listener.response().content()).isEqualTo("Hel");
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void aLimitTellsNothingThatWasVoid() {
        ChatProvider own = new PartialAnswerProvider(new Own(
                null,
                new StreamEvent.Content("One. "),
                new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, true),
                new StreamEvent.Content("void"),
                new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER),
                new StreamEvent.Content("Two, and more")));

        RecordingListener listener = ask(new LimitProvider(own, new AnswerLimits(null, 12, null)));
        assertThat(listener.response().content()).isEqualTo("One. Two");
    }
}
