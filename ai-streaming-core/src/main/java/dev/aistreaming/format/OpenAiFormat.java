package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The chunks of OpenAI's chat completions, as its SDKs and others that speak like it read them. Its clients know neither steps nor
 * tools that run here: they get the text of all steps, and of the calls those that wait for them. What an application sends of its own, sources, objects and
 * questions for approvals have no place there and are left out. An answer that takes back what it has delivered ends with an error.
 *
 * @param shown what of an answer is sent; the finish reason always, and the usage where the client asks for it
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI's reference</a>
 */
public record OpenAiFormat(Disclosure shown) implements OwnFormat {

    /** A key of {@link StreamInfo#ids()}, with the value {@code true}: the client has set {@code stream_options.include_usage}. */
    public static final String INCLUDE_USAGE = "include_usage";

    /**
     * The answer in one piece, a {@code chat.completion}, for a client that wants no stream.
     *
     * @param response the whole answer
     * @param stream its id, the time, and the model's name as the client gave it; without one it is the provider's
     * @return a JSON document
     */
    public String completion(ChatResponse response, StreamInfo stream) {
        return OpenAiCompletion.write(shown, response, stream);
    }

    /**
     * What goes wrong before there is anything of an answer, for a response of this {@linkplain #status status}.
     *
     * @return a JSON document
     */
    public String error(AiException error) {
        SseEncoder out = new SseEncoder();
        OpenAiError.write(out, shown.text(error), error.code());
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    /**
     * The HTTP status from which OpenAI's SDKs make an exception. They ask again by themselves after some, unless {@code x-should-retry}
     * says otherwise, which is {@link AiException#retryable()}.
     *
     * @see <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI's error codes</a>
     */
    public static int status(ErrorCode code) {
        return OpenAiError.status(code);
    }

    @Override
    public String name() {
        return "openai";
    }

    /** What has been delivered cannot be taken back. */
    @Override
    public boolean canReset() {
        return false;
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        return new OpenAiEncoder(shown, out, stream);
    }
}
