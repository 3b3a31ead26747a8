package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.Map;

/**
 * The text of the answer and nothing else, for {@code useCompletion} and {@code useObject} of the AI SDK with {@code streamProtocol: 'text'},
 * and for whatever reads a response to its end, such as {@code curl}. The text of all steps is sent; reasoning, calls of tools, sources,
 * metadata and what an application sends of its own are left out.
 *
 * <p>It has no words for an error: one is a status before the first byte, and breaks the connection off after it. An answer that takes
 * back what it has delivered ends like that, too.
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
