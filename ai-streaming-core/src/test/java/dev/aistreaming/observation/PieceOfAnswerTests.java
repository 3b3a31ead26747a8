package dev.aistreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the model says is a piece of its answer, and nothing else is. */
class PieceOfAnswerTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Says these, each in a read of its own, and is whole. */
    private record OneAnswer(List<StreamEvent> events) implements ChatProvider, ChatCall {
        @Override
        public String name() {
            return "main";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            return this;
        }

        @Override
        public void start(StreamListener listener) {
            for (StreamEvent event : events) {
                listener.onEvent(event);
                listener.onFlush();
            }
            listener.onComplete(
                    new ChatResponse("1", "main", "m", "", "", List.of(), FinishReason.OTHER, Usage.UNKNOWN));
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }

    private void play(StreamEvent... events) {
        ProviderIdentity identity = ProviderIdentity.of(ProviderSettings.of("main", ProviderType.MISTRAL));
        RecordingListener listener = new RecordingListener();
        new MeteredProvider(new OneAnswer(List.of(events)), identity, new GenAiConvention(), registry)
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);
        listener.await();
    }

    private long firstPieces() {
        return registry.find("gen_ai.client.operation.time_to_first_chunk").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Test
    void whatToolsAndTheApplicationSayIsNone() {
        play(
                new StreamEvent.Started("1", "m"),
                new StreamEvent.Data("progress", null, "1"),
                new StreamEvent.ToolResulted(Part.ToolResult.failed("c1", "time", "no")),
                new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, false));
        assertThat(firstPieces()).isZero();
    }

    @Test
    void aCallOfAToolIsOne() {
        play(new StreamEvent.Started("1", "m"), new StreamEvent.ToolCallDelta(0, "c1", "time", "{}"));
        assertThat(firstPieces()).isEqualTo(1);
    }
}
