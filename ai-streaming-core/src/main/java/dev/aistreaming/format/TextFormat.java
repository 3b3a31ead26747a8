package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.Map;

/**
 * Just the text of the answer, for {@code useCompletion} and {@code useObject} of the AI SDK with {@code streamProtocol: 'text'},
 * and for anything that reads a response to its end, such as {@code curl}. The text of all steps is sent; reasoning, tool calls,
 * sources, metadata and application data are left out.
 *
 * <p>Errors cannot be expressed: before the first byte an error is an HTTP status, after that the connection is aborted. The same
 * happens if an answer has to take back what it has delivered.
 *
 * @see <a href="https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol#text-stream-protocol">The AI SDK's text stream protocol</a>
 */
public record TextFormat() implements StreamFormat {

    private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/plain; charset=utf-8");

    @Override
    public String name() {
        return "text";
    }

    @Override
    public Map<String, String> headers() {
        return HEADERS;
    }

    @Override
    public boolean isEventStream() {
        return false;
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        return new TextEncoder(out);
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }

    @Override
    public boolean needsContext() {
        return false;
    }
}
