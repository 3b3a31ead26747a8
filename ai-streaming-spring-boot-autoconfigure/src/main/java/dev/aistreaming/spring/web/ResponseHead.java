package dev.aistreaming.spring.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response.
 *
 * @param headers headers in addition to those of every stream
 * @param streamId the id that lets the browser reconnect; {@code null} if it cannot
 * @param isEventStream whether comments can be sent. If not, the head waits for the first byte: a failure before it has its own status,
 *     and a failure after it closes the connection
 */
public record ResponseHead(
        Map<String, String> headers, @Nullable String streamId, boolean isEventStream) {

    /** The header with the stream's id. */
    public static final String STREAM_ID = "X-AI-Stream-Id";
}
