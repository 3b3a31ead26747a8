package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.EventQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Events of the application's own, from any thread: they wait here until it is their turn and the browser takes more. */
final class OwnEvents {

    private final EventQueue waiting = new EventQueue();
    private final EncodingTurns turns = new EncodingTurns(this::canBeWritten, this::write);
    private final Answer answer;
    private final BooleanSupplier takes;

    /** The answer that they are a part of. Nothing here throws. */
    interface Answer {
        /** Returns what the encoder has thrown. */
        @Nullable
        Throwable encode(StreamEvent event);

        /** Writes what has been encoded. */
        void flush();

        /** Code of the application has failed: this is the end. */
        void giveUp(Throwable fault);

        /** Whether encoding and writing never wait, for the time being. */
        boolean isNonBlocking();

        /** Runs it where it holds up nobody; returns whether there is a thread for it. */
        boolean runsElsewhere(Runnable task);
    }

    /** @param takes whether whoever reads the answer takes more, for the time being */
    OwnEvents(Answer answer, BooleanSupplier takes) {
        this.answer = answer;
        this.takes = takes;
    }

    /** Whose turn it is to encode, these events or those of the model. */
    EncodingTurns turns() {
        return turns;
    }

    /** Does not wait; returns whether it will be written. */
    boolean emit(StreamEvent.Data event) {
        if (!waiting.offer(event)) {
            return false;
        }
        if (answer.isNonBlocking()) {
            turns.settle();
        } else if (turns.isFree()) {
            answer.runsElsewhere(turns::settle); // where there is no thread, the next flush or the end takes it along
        }
        return true;
    }

    private boolean canBeWritten() {
        return !waiting.isEmpty() && takes.getAsBoolean();
    }

    /** Writes them, and whatever else has been encoded. Of whoever has the turn. */
    void write() {
        Throwable fault = canBeWritten() ? encode() : null;
        if (fault == null) {
            answer.flush();
        } else {
            answer.giveUp(fault);
        }
    }

    /** Of whoever has the turn. Returns what the encoder has thrown. */
    @Nullable
    Throwable encode() {
        Throwable fault = null;
        while (fault == null && !waiting.isEmpty()) {
            StreamEvent event = waiting.poll();
            fault = event == null ? null : answer.encode(event);
        }
        return fault;
    }

    /** Takes no more. */
    void close() {
        waiting.close();
    }
}
