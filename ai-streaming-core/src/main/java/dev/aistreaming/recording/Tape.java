package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.Headers;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records one call. Methods return immediately, never throw, and may be called by any thread. */
public interface Tape {

    /** Records nothing. */
    Tape NONE = new Tape() {};

    /** The head of the response has arrived. */
    default void head(int status, Headers headers) {}

    /**
     * A network read has returned data.
     *
     * @param bytes not consumed
     */
    default void read(List<ByteBuffer> bytes) {}

    /** The body has ended regularly. */
    default void bodyEnded() {}

    /** There was no response, or it broke off. */
    default void broken(Throwable cause) {}

    /**
     * The call has ended; only the first call of this method counts.
     *
     * @param code {@code null} for a complete answer
     */
    default void ended(@Nullable ErrorCode code) {}
}
