package dev.aistreaming.guard;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that are played through guards on one thread, each in a read of its own. */
public final class Played {

    public static final StreamEvent FINISHED = new StreamEvent.Finished(FinishReason.STOP, Usage.UNKNOWN);

    private Played() {}

    /** An answer of these events. */
    public static RecordingListener through(Guards guards, List<? extends StreamEvent> events) {
        return through(guards, ChatRequest.of("?"), events);
    }

    public static RecordingListener through(Guards guards, ChatRequest request, List<? extends StreamEvent> events) {
        RecordingListener listener = new RecordingListener();
        guards.around(provider(events, null)).newCall(request).start(listener);
        return listener.await();
    }

    /** An answer that breaks off after these events. */
    public static RecordingListener brokenOff(Guards guards, List<? extends StreamEvent> events) {
        RecordingListener listener = new RecordingListener();
        ErrorCode code = ErrorCode.TRUNCATED;
        guards.around(provider(events, code)).newCall(ChatRequest.of("?")).start(listener);
        return listener.await();
    }

    public static List<StreamEvent> answer(String... pieces) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("id", "model"));
        for (String piece : pieces) {
            if (!piece.isEmpty()) {
                events.add(new StreamEvent.Content(piece));
            }
        }
        events.add(FINISHED);
        return events;
    }

    static ChatProvider provider(List<? extends StreamEvent> events, @Nullable ErrorCode end) {
        return new ChatProvider() {
            @Override
            public String name() {
                return "played";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return new Call(events, end);
            }
        };
    }

    private static final class Call implements ChatCall {
        private final List<? extends StreamEvent> events;
        private final @Nullable ErrorCode end;
        private final AnswerSoFar answer = new AnswerSoFar("played");
        private boolean cancelled;

        Call(List<? extends StreamEvent> events, @Nullable ErrorCode end) {
            this.events = events;
            this.end = end;
        }

        @Override
        public void start(StreamListener listener) {
            for (StreamEvent event : events) {
                event.accept(answer);
                try {
                    listener.onEvent(event);
                    listener.onFlush();
                } catch (RuntimeException e) {
                    listener.onError(answer.addTo(
                            AiException.of(ErrorCode.INTERNAL).cause(e).build()));
                    return;
                }
                if (cancelled) {
                    listener.onError(
                            answer.addTo(AiException.of(ErrorCode.CANCELLED).build()));
                    return;
                }
            }
            if (end == null) {
                listener.onComplete(answer.toResponse());
            } else {
                listener.onError(answer.addTo(AiException.of(end).build()));
            }
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
