package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.List;
import java.util.Map;

/**
 * The format in which a front end receives a stream. Its name is stored with each stream, so that a replay, the error for an
 * expired id, and the ending of a stream whose writer has died all use the same format. Implementations must be thread-safe.
 */
public interface StreamFormat {

    /** The name used by applications, properties and stores, such as {@code json}. Must never change. */
    String name();

    /** Response headers in addition to those of every stream. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /**
     * Whether streams are Server-Sent Events. If not, nothing is sent except what encoders write: no ids, no keep-alive comments,
     * and no resumable answers. In that case {@link #headers()} describe the response, and an error cannot be expressed in the
     * stream: before the first byte it is an HTTP status, after that the connection is aborted.
     */
    default boolean isEventStream() {
        return true;
    }

    /**
     * Creates an encoder for one stream. Called on the request thread or, to write the ending of a stream that cannot do so itself,
     * on any thread.
     *
     * @param out receives the output
     * @param stream the stream to encode
     */
    StreamEncoder newEncoder(SseEncoder out, StreamInfo stream);

    /**
     * Whether encoders can tell the front end about a {@link dev.aistreaming.chat.StreamEvent.Reset}, that is, that everything it
     * has received is void. If not, there is no failover when a provider fails in the middle of an answer, and the request is not
     * repeated when the writer of an answer has died, because half an answer followed by another one would pass for a single
     * answer.
     */
    default boolean canReset() {
        return false;
    }

    /**
     * Whether encoders never block: no blocking I/O, and no lock that is held for long. If so, they run on the threads that read
     * from providers and are shared by all streams, so an encoder that does block stalls those. Otherwise they run where an encoder
     * that blocks delays only its own stream, at the cost of one thread switch per network read.
     */
    default boolean isNonBlocking() {
        return false;
    }

    /**
     * Creates an encoder that continues where that of a writer that has died stopped, possibly in the middle of a text. Only called
     * if the format {@linkplain #canReset can take back} what was delivered; the first event that the encoder receives is a {@link
     * dev.aistreaming.chat.StreamEvent.Reset}. May be called on any thread.
     *
     * @param out receives the output
     * @param stream the stream to encode
     * @param written the data of the existing events, at least one, oldest first
     */
    default StreamEncoder takeOver(SseEncoder out, StreamInfo stream, List<String> written) {
        return newEncoder(out, stream);
    }

    /** Whether encoders need the context of the request, such as its user or locale. Propagating it has a cost. */
    default boolean needsContext() {
        return true;
    }
}
