package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;

/**
 * The chunks of OpenAI's chat completions, as its SDKs and others that speak like it read them. Its clients know neither steps nor
 * tools that run here: they get the text of all steps, and of the calls those that wait for them. What an application sends of its own, sources, objects and
 * questions for approvals have no place there and are left out. An answer that takes back what it has delivered ends with an error.
 *
 * @param shown what of an answer is sent; the finish reason always, and the usage where the client asks for it
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI's reference</a>
 */
public record OpenAiFormat(Disclosure shown) implements StreamFormat {

    /** A key of {@link StreamInfo#ids()}, with the value {@code true}: the client has set {@code stream_options.include_usage}. */
    public static final String INCLUDE_USAGE = "include_usage";

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        return new OpenAiEncoder(shown, out, stream);
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
