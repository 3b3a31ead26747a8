package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.Headers;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes down one call. Returns at once, throws nothing, and may be called by any thread. */
public interface Tape {

    /** Takes down nothing. */
    Tape NONE = new Tape() {};

    /** The head of the response has come. */
    default void head(int status, Headers headers) {}

    /**
     * One network read has brought something.
     *
     * @param bytes left as they are
     */
    default void read(List<ByteBuffer> bytes) {}

    /** The body has ended as HTTP says. */
    default void bodyEnded() {}

    /** There was no response, or it broke off. */
    default void broken(Throwable cause) {}

    /**
     * The call has ended; the first time counts.
     *
     * @param code {@code null}: with a whole answer
     */
    default void ended(@Nullable ErrorCode code) {}
}
