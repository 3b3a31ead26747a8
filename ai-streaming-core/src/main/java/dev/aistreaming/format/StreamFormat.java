package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.List;
import java.util.Map;

/**
 * The words in which a front end gets a stream. Its name is stored with each stream, so that a replay, an expired id and the end
 * that a dead writer could not write speak the same words. Safe for use by many threads.
 */
public interface StreamFormat {

    /** What applications, properties and stores call it, such as {@code json}; never changes. */
    String name();

    /** Headers of the response, besides those that every stream has. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /**
     * Whether streams are Server-Sent Events. Where they are not, nothing but what encoders write is sent: no ids, no comments that keep
     * the connection alive, and no answer that can be read again. {@link #headers()} then say what the response is, and there is
     * nothing to say an error with: it is a status before the first byte, and breaks the connection off after it.
     */
    default boolean isEventStream() {
        return true;
    }

    /**
     * An encoder for one stream. Called on the thread of the request, or, where an end is written for a stream that cannot do so
     * itself, on any.
     *
     * @param out what it writes to
     * @param stream the one that it writes
     */
    StreamEncoder newEncoder(SseEncoder out, StreamInfo stream);

    /**
     * Whether its encoders tell the front end of a {@link dev.aistreaming.chat.StreamEvent.Reset}: that what it has got is void. Where
     * they do not, a provider that fails in the middle of an answer is not followed by another one, and an answer whose writer has
     * died is not asked for again, since half an answer with another behind it would pass for one.
     */
    default boolean canReset() {
        return false;
    }

    /**
     * Whether the encoders never wait for anything: no I/O that can block, no lock that is held for long. They then run on the
     * threads that read from providers, which other streams need too, so one that waits all the same stalls those. Otherwise
     * they run where one that waits holds up its own stream only, which costs a change of threads per network read.
     */
    default boolean isNonBlocking() {
        return false;
    }

    /**
     * An encoder that goes on where that of a dead writer has stopped, perhaps in the middle of a text. Asked for only where the format
     * {@linkplain #canReset can take back} what was delivered; a {@link dev.aistreaming.chat.StreamEvent.Reset} is the first event
     * that the encoder gets. May be called on any thread.
     *
     * @param out what it writes to
     * @param stream the one that it writes
     * @param written the data of the events that are there, at least one, oldest first
     */
    default StreamEncoder takeOver(SseEncoder out, StreamInfo stream, List<String> written) {
        return newEncoder(out, stream);
    }

    /** Whether the encoders want the context of the request, such as its user or its locale; taking it along costs something. */
    default boolean needsContext() {
        return true;
    }
}
