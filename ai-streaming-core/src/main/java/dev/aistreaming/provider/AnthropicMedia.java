package dev.aistreaming.provider;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Images and documents for Anthropic's Messages API (anthropic-sdk-python, types/*_source_param.py). Audio is not supported. */
final class AnthropicMedia implements MediaForm {

    private static final String TEXT = "text/plain";

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        if (part.detail() != null) {
            throw refusal.part("an image with a detail", "leave the detail out");
        }
        return part.media().accept(source("an image", "image", MediaSource.IMAGES, refusal));
    }

    @Override
    public Map<String, Object> file(Part.File part, Refusal refusal) {
        Map<String, Object> block =
                part.media().accept(source("a file", "document", Set.of("application/pdf", TEXT), refusal));
        if (part.filename() != null) {
            block.put("title", part.filename());
        }
        return block;
    }

    @Override
    public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
        throw refusal.part("audio", "put what is said into the message");
    }

    private static MediaSource source(String what, String type, Set<String> types, Refusal refusal) {
        return new MediaSource(
                what,
                types,
                bytes -> block(type, bytes(bytes)),
                url -> block(type, source("url", "url", url)),
                id -> block(type, source("file", "file_id", id)),
                refusal);
    }

    private static Map<String, Object> bytes(Media.Bytes media) {
        boolean text = media.mediaType().equals(TEXT);
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("type", text ? "text" : "base64");
        source.put("media_type", media.mediaType());
        source.put("data", text ? new String(media.bytes(), StandardCharsets.UTF_8) : MediaSource.base64(media));
        return source;
    }

    private static Map<String, Object> source(String type, String member, String value) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("type", type);
        source.put(member, value);
        return source;
    }

    private static Map<String, Object> block(String type, Map<String, Object> source) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("source", source);
        return block;
    }
}
