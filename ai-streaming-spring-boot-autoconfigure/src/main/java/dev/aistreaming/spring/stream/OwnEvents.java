package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.EventQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Custom events of the application, from any thread. They wait here until it is their turn and the browser takes more. */
final class OwnEvents {

    private final EventQueue waiting = new EventQueue();
    private final EncodingTurns turns = new EncodingTurns(this::canBeWritten, this::write);
    private final Answer answer;
    private final BooleanSupplier takes;

    /** The answer that the events belong to. No method throws. */
    interface Answer {
        /** Encodes an event. Returns what the encoder has thrown. */
        @Nullable
        Throwable encode(StreamEvent event);

        /** Writes the encoded events. */
        void flush();

        /** Ends the answer because code of the application has failed. */
        void giveUp(Throwable fault);

        /** Whether encoding and writing never block at the moment. */
        boolean isNonBlocking();

        /** Runs a task on a thread that may block. Returns whether there was a thread for it. */
        boolean runsElsewhere(Runnable task);
    }

    /** @param takes whether the reader of the answer takes more at the moment */
    OwnEvents(Answer answer, BooleanSupplier takes) {
        this.answer = answer;
        this.takes = takes;
    }

    /** Returns the turns that decide whether these events or those of the model are encoded. */
    EncodingTurns turns() {
        return turns;
    }

    /** Sends an event without blocking. Returns whether it will be written. */
    boolean emit(StreamEvent.Data event) {
        if (!waiting.offer(event)) {
            return false;
        }
        if (answer.isNonBlocking()) {
            turns.settle();
        } else if (turns.isFree()) {
            answer.runsElsewhere(turns::settle); // without a thread, the next flush or the end writes the event
        }
        return true;
    }

    private boolean canBeWritten() {
        return !waiting.isEmpty() && takes.getAsBoolean();
    }

    /** Writes the waiting events, and everything else that has been encoded. Only for the thread that holds the turn. */
    void write() {
        Throwable fault = canBeWritten() ? encode() : null;
        if (fault == null) {
            answer.flush();
        } else {
            answer.giveUp(fault);
        }
    }

    /** Encodes the waiting events. Returns what the encoder has thrown. Only for the thread that holds the turn. */
    @Nullable
    Throwable encode() {
        Throwable fault = null;
        while (fault == null && !waiting.isEmpty()) {
            StreamEvent event = waiting.poll();
            fault = event == null ? null : answer.encode(event);
        }
        return fault;
    }

    /** Refuses any further events. */
    void close() {
        waiting.close();
    }
}
