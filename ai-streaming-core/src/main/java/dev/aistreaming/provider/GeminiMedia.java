package dev.aistreaming.provider;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Texts, images, documents and audio for Gemini. An uploaded file is identified by its full address, including {@code gs://}. */
final class GeminiMedia implements MediaForm {

    private static final Set<String> IMAGES =
            Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");

    /** What a tool result may contain (Gemini 3). */
    private static final Set<String> IN_RESULTS =
            Set.of("image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain");

    @Override
    public Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        if (part.detail() != null) {
            throw refusal.part("an image with a detail", "leave the detail out");
        }
        return source("an image", IMAGES, part.media(), refusal);
    }

    @Override
    public Map<String, Object> file(Part.File part, Refusal refusal) {
        return source("a file", MediaSource.ANY, part.media(), refusal);
    }

    @Override
    public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
        return source("audio", MediaSource.ANY, part.media(), refusal);
    }

    private static Map<String, Object> source(String what, Set<String> types, Media media, Refusal refusal) {
        return media.accept(new MediaSource(
                what, types, GeminiMedia::inline, uri -> file(uri, media), uri -> file(uri, media), refusal));
    }

    private static Map<String, Object> inline(Media.Bytes bytes) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("mimeType", bytes.mediaType());
        data.put("data", bytes.base64());
        return Map.of("inlineData", data);
    }

    private static Map<String, Object> file(String uri, Media media) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (media.mediaType() != null) {
            data.put("mimeType", media.mediaType());
        }
        data.put("fileUri", uri);
        return Map.of("fileData", data);
    }

    /** Whether a tool result may contain this. */
    static boolean isForResults(Part part) {
        Media media =
                part instanceof Part.Image image ? image.media() : part instanceof Part.File file ? file.media() : null;
        return media instanceof Media.Bytes bytes && IN_RESULTS.contains(bytes.mediaType());
    }
}
