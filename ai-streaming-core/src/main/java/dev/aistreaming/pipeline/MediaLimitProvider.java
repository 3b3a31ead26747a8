package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.List;

/**
 * Rejects requests with too many bytes of images, files and audio, before they are encoded as Base64. Placed inside the tool loop,
 * so that it also sees what tools return.
 */
final class MediaLimitProvider extends StagedProvider {

    private final long maxBytes;

    MediaLimitProvider(ChatProvider delegate, long maxBytes) {
        super(delegate);
        this.maxBytes = maxBytes;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        long bytes = 0;
        for (Message message : request.messages()) {
            bytes += of(message.parts());
        }
        if (bytes > maxBytes) {
            throw AiException.invalidRequest("the images, files and sounds of the request have " + bytes
                    + " bytes, but the limit is " + maxBytes);
        }
        return super.newCall(request);
    }

    private static long of(List<Part> parts) {
        long bytes = 0;
        for (Part part : parts) {
            if (part instanceof Part.Image image) {
                bytes += of(image.media());
            } else if (part instanceof Part.File file) {
                bytes += of(file.media());
            } else if (part instanceof Part.Audio audio) {
                bytes += of(audio.media());
            } else if (part instanceof Part.ToolResult result) {
                bytes += of(result.content());
            }
        }
        return bytes;
    }

    private static long of(Media media) {
        return media instanceof Media.Bytes bytes ? bytes.length() : 0;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return call;
    }
}
