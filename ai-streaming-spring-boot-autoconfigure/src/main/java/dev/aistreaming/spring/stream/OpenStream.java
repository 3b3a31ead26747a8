package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.StreamEvent;

/** An open stream, with the methods for ending it. */
interface OpenStream {

    /** Ends the stream early. Its readers receive the reason. */
    void end(AiException reason);

    /** Ends a stream whose reader takes nothing, not even the end. */
    void breakOff();

    /** Ends one browser's reading of a stream, to make room for other readers. The browser should not reconnect by itself. */
    default void letGo() {}

    /** Sends a custom event of the application without blocking. Returns whether the event will be written. */
    default boolean emit(StreamEvent.Data event) {
        return false;
    }

    /** Whether the stream is kept so that clients can reconnect. */
    default boolean isKept() {
        return false;
    }
}
