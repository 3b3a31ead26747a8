package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import java.util.List;

/**
 * Counts the characters of a request that a model reads as text. Images, files and audio do not count, because their cost does not
 * depend on their length.
 */
public final class RequestLength implements Part.Visitor<Long> {

    private static final RequestLength OF_PART = new RequestLength();

    private RequestLength() {}

    static long of(ChatRequest request) {
        long length = request.system() == null ? 0 : request.system().length();
        for (Message message : request.messages()) {
            length += of(message);
        }
        for (Tool tool : request.tools()) {
            length += tool.name().length() + tool.parameters().length();
            length += tool.description() == null ? 0 : tool.description().length();
        }
        Output output = request.output();
        return output == null || output.schema() == null
                ? length
                : length + output.schema().length();
    }

    /** The number of characters in one part. */
    static long of(Part part) {
        return part.accept(OF_PART);
    }

    /** Whether these characters are all that the model reads. */
    static boolean isAll(ChatRequest request) {
        for (Message message : request.messages()) {
            if (!isAll(message.parts())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAll(List<Part> parts) {
        for (Part part : parts) {
            boolean isMedia = part instanceof Part.Image || part instanceof Part.File || part instanceof Part.Audio;
            if (isMedia || (part instanceof Part.ToolResult result && !isAll(result.content()))) {
                return false;
            }
        }
        return true;
    }

    /** The number of characters in one message. */
    public static long of(Message message) {
        return of(message.parts());
    }

    private static long of(List<Part> parts) {
        long length = 0;
        for (Part part : parts) {
            length += of(part);
        }
        return length;
    }

    @Override
    public Long text(Part.Text part) {
        return (long) part.text().length();
    }

    @Override
    public Long image(Part.Image part) {
        return 0L;
    }

    @Override
    public Long file(Part.File part) {
        return 0L;
    }

    @Override
    public Long audio(Part.Audio part) {
        return 0L;
    }

    @Override
    public Long toolUse(Part.ToolUse part) {
        return (long) part.name().length() + part.arguments().length();
    }

    @Override
    public Long toolResult(Part.ToolResult part) {
        return part.name().length() + of(part.content());
    }

    @Override
    public Long providerState(Part.ProviderState part) {
        return (long) part.json().length();
    }
}
