package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The chunks of OpenAI's chat completions, for its SDKs and compatible clients. These know neither steps nor tools that run on the
 * server: they receive the text of all steps, and only those tool calls that are left to them. There is no place for application
 * data, sources, objects and approval requests, which are left out. If an answer has to take back what it has delivered, it ends
 * with an error.
 *
 * @param shown what is sent besides the text; the finish reason is always sent, and the usage if the client asks for it
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI's reference</a>
 */
public record OpenAiFormat(Disclosure shown) implements BuiltInFormat {

    /**
     * A key in {@link StreamInfo#ids()} with the value {@code true}, if the client has set {@code stream_options.include_usage}.
     */
    public static final String INCLUDE_USAGE = "include_usage";

    /**
     * Encodes the answer in one piece, as a {@code chat.completion}, for a client that does not want a stream.
     *
     * @param response the complete answer
     * @param stream the id, the time, and the client's name for the model; without that, the provider's name is used
     * @return a JSON document
     */
    public String completion(ChatResponse response, StreamInfo stream) {
        return OpenAiCompletion.write(shown, response, stream);
    }

    /**
     * Encodes an error that occurred before the answer began, for a response with this {@linkplain #status status}.
     *
     * @return a JSON document
     */
    public String error(AiException error) {
        SseEncoder out = new SseEncoder();
        OpenAiError.write(out, shown.text(error), error.code());
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    /**
     * The HTTP status that OpenAI's SDKs turn into an exception. After some of them the SDKs retry automatically, unless
     * {@code x-should-retry} says otherwise, which should be set to {@link AiException#retryable()}.
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
