package dev.aistreaming.spring.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a response begins, and what it is.
 *
 * @param headers those of the response besides what every stream has
 * @param streamId told to the browser, so that it can come back; {@code null}: it cannot
 * @param isEventStream whether comments can be written into it. Where not, the head waits for the first byte, so that a failure
 *     before that has its status, and one after that breaks the connection off
 */
public record ResponseHead(
        Map<String, String> headers, @Nullable String streamId, boolean isEventStream) {

    /** The header that tells the stream's id. */
    public static final String STREAM_ID = "X-AI-Stream-Id";
}
