package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import dev.aistreaming.provider.Refusal;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.pdf.PdfFile;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates the content of a user or a tool for LangChain4j: texts, images, audio and PDF documents. */
final class Contents implements Part.Visitor<Content> {

    private static final String PDF = "application/pdf";

    private final Refusal refusal;

    Contents(Refusal refusal) {
        this.refusal = refusal;
    }

    /** A single text if there is nothing else, because all models accept it. */
    List<Content> of(List<Part> parts, String text) {
        return parts.stream().allMatch(Part.Text.class::isInstance)
                ? List.of(TextContent.from(text))
                : parts.stream().map(part -> part.accept(this)).toList();
    }

    @Override
    public Content text(Part.Text part) {
        return TextContent.from(part.text());
    }

    @Override
    public Content image(Part.Image part) {
        Image.Builder image = Image.builder();
        return part.media()
                .accept(from(
                        "an image",
                        bytes -> image.base64Data(bytes.base64()).mimeType(bytes.mediaType()),
                        url -> image.url(url.url()).mimeType(url.mediaType()),
                        () -> ImageContent.from(image.build(), detail(part.detail()))));
    }

    private DetailLevel detail(@Nullable String detail) {
        if (detail == null) {
            return DetailLevel.AUTO;
        }
        try {
            return DetailLevel.valueOf(detail.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw refusal.part("an image of the detail '" + detail + "'", "use low, medium, high, ultra_high or auto");
        }
    }

    @Override
    public Content file(Part.File part) {
        String type = part.media().mediaType();
        if (type != null && !type.equals(PDF)) {
            throw refusal.part("a file of the type " + type, "use " + PDF + ", or put its text into the message");
        }
        PdfFile.Builder pdf = PdfFile.builder().mimeType(PDF);
        return part.media()
                .accept(from(
                        "a file",
                        bytes -> pdf.base64Data(bytes.base64()),
                        url -> pdf.url(url.url()),
                        () -> PdfFileContent.from(pdf.build())));
    }

    @Override
    public Content audio(Part.Audio part) {
        Audio.Builder audio = Audio.builder();
        return part.media()
                .accept(from(
                        "audio",
                        bytes -> audio.base64Data(bytes.base64()).mimeType(bytes.mediaType()),
                        url -> audio.url(url.url()).mimeType(url.mediaType()),
                        () -> AudioContent.from(audio.build())));
    }

    @Override
    public Content toolUse(Part.ToolUse part) {
        throw refusal.part("a tool use that is not the model's", "put it into a message of the role assistant");
    }

    @Override
    public Content toolResult(Part.ToolResult part) {
        throw refusal.part("a tool result that is not a tool's", "put it into a message of the role tool");
    }

    @Override
    public Content providerState(Part.ProviderState part) {
        throw refusal.part("provider state that is not the model's", "put it into a message of the role assistant");
    }

    private Media.Visitor<Content> from(
            String what, Consumer<Media.Bytes> ofBytes, Consumer<Media.Url> ofUrl, Supplier<Content> made) {
        return new Media.Visitor<>() {
            @Override
            public Content bytes(Media.Bytes media) {
                ofBytes.accept(media);
                return made.get();
            }

            @Override
            public Content url(Media.Url media) {
                ofUrl.accept(media);
                return made.get();
            }

            @Override
            public Content fileId(Media.FileId media) {
                throw byId(what);
            }
        };
    }

    private AiException byId(String what) {
        return refusal.part(what + " by the id of a file", "give its bytes or its address");
    }
}
