package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.List;
import java.util.Map;

/**
 * Version 1 of the UI message stream of Vercel's AI SDK, for {@code useChat} of versions 5, 6 and 7, and for assistant-ui. Only
 * keys known to {@code ai} 5.0.0 are used, because its schema rejects all others. Anything without a counterpart in the protocol
 * becomes a {@code data-*} part: {@code data-approval}, {@code data-object}, {@code data-reset}.
 *
 * @param shown what is sent besides the text of an answer
 * @see <a href="https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol">Stream protocols of the AI SDK</a>
 */
public record AiSdkFormat(Disclosure shown) implements BuiltInFormat {

    /**
     * A key in {@link StreamInfo#ids()}, with any value, if the front end supports {@code reset-step} ({@code ai} 7.0.70), which
     * removes what a step has delivered. Earlier versions treat it as an error.
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
