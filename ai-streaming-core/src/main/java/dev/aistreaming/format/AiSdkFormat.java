package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.List;
import java.util.Map;

/**
 * The UI message stream of Vercel's AI SDK, version 1, with the keys that {@code ai} 5.0.0 knows, whose schema takes no others: for
 * {@code useChat} of 5, 6 and 7, and for assistant-ui. What it has no word for is a {@code data-*} part: {@code data-approval},
 * {@code data-object}, {@code data-reset}.
 *
 * @param shown what of an answer is sent
 * @see <a href="https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol">Stream protocols of the AI SDK</a>
 */
public record AiSdkFormat(Disclosure shown) implements OwnFormat {

    /**
     * A key of {@link StreamInfo#ids()}, with any value: this front end knows {@code reset-step} ({@code ai} 7.0.70), which takes away what a
     * step has delivered. Earlier ones would take it for an error.
     */
    public static final String KNOWS_RESET_STEP = "reset-step";

    @Override
    public String name() {
        return "ai-sdk";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("x-vercel-ai-ui-message-stream", "v1");
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        return new AiSdkEncoder(shown, out, stream);
    }

    @Override
    public StreamEncoder takeOver(SseEncoder out, StreamInfo stream, List<String> written) {
        AiSdkEncoder encoder = new AiSdkEncoder(shown, out, stream);
        encoder.takeOver(written);
        return encoder;
    }
}
