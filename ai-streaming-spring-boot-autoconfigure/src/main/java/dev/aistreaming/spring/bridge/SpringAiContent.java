package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Part;
import dev.aistreaming.provider.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** The parts of one message: in Spring AI, one text and media. */
class SpringAiContent implements Part.Visitor<@Nullable Void> {

    private final Refusal refusal;
    private final String place;
    private final List<String> texts = new ArrayList<>();
    private final List<Media> media = new ArrayList<>();

    /** @param place describes the position of the parts */
    SpringAiContent(Refusal refusal, String place) {
        this.refusal = refusal;
        this.place = place;
    }

    /** Separate texts become lines. */
    String text() {
        return String.join("\n", texts);
    }

    List<Media> media() {
        return media;
    }

    @Override
    public @Nullable Void text(Part.Text part) {
        texts.add(part.text());
        return null;
    }

    @Override
    public @Nullable Void image(Part.Image part) {
        if (part.detail() != null) {
            throw refusal.part("an image with a detail", "leave the detail out");
        }
        return add("an image", part.media(), "image/*", null);
    }

    @Override
    public @Nullable Void file(Part.File part) {
        return add("a file", part.media(), null, part.filename());
    }

    @Override
    public @Nullable Void audio(Part.Audio part) {
        return add("audio", part.media(), "audio/*", null);
    }

    @Override
    public @Nullable Void toolUse(Part.ToolUse part) {
        throw misplaced("a call of a tool");
    }

    @Override
    public @Nullable Void toolResult(Part.ToolResult part) {
        throw misplaced("a tool result");
    }

    private AiException misplaced(String what) {
        return refusal.part(what + " in a " + place, "put it where the model called it");
    }

    /** Belongs to another provider. */
    @Override
    public @Nullable Void providerState(Part.ProviderState part) {
        return null;
    }

    private @Nullable Void add(
            String what, dev.aistreaming.chat.Media part, @Nullable String kind, @Nullable String name) {
        String type = part.mediaType() == null ? kind : part.mediaType();
        if (type == null) {
            throw refusal.part(what + " without a media type", "use new Media.Url(url, mediaType)");
        }
        Media.Builder builder = Media.builder();
        builder.mimeType(mimeType(type));
        if (name != null) {
            builder.name(name);
        }
        part.accept(new dev.aistreaming.chat.Media.Visitor<Media.Builder>() {
            @Override
            public Media.Builder bytes(dev.aistreaming.chat.Media.Bytes bytes) {
                return builder.data(bytes.bytes());
            }

            @Override
            public Media.Builder url(dev.aistreaming.chat.Media.Url url) {
                return builder.data(url.url());
            }

            @Override
            public Media.Builder fileId(dev.aistreaming.chat.Media.FileId id) {
                throw refusal.part(what + " by a file id", "send its bytes or its address");
            }
        });
        media.add(builder.build());
        return null;
    }

    private static MimeType mimeType(String type) {
        return MimeTypeUtils.parseMimeType(type);
    }
}
