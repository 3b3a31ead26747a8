package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.StreamEvent;

/** A stream that has not ended, as those see it who may have to end it. */
interface OpenStream {

    /** Ends the stream early: who reads it is told why. */
    void end(AiException reason);

    /** Ends the stream where its reader takes nothing, not even the end. */
    void breakOff();

    /** Ends what one browser reads of a stream, for others take its place. It is not to come back by itself. */
    default void letGo() {}

    /** Sends an event of the application's own, and waits for nothing; returns whether it will be written. */
    default boolean emit(StreamEvent.Data event) {
        return false;
    }

    /** Whether it is kept for those who come back. */
    default boolean isKept() {
        return false;
    }
}
