package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Images, documents and audio in chat completions of OpenAI and compatible servers.
 *
 * @param documents whether documents and audio are accepted
 * @param documentUrls whether a document may be given by its URL
 */
record OpenAiMedia(boolean documents, boolean documentUrls) implements MediaForm {

    /** The name of each format in the protocol. */
    private static final Map<String, String> SOUNDS = Map.of(
            "audio/wav", "wav",
            "audio/x-wav", "wav",
            "audio/wave", "wav",
            "audio/mpeg", "mp3",
            "audio/mp3", "mp3");

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        return part.media()
                .accept(new MediaSource(
                        "an image",
                        MediaSource.IMAGES,
                        bytes -> image(MediaSource.dataUrl(bytes), part),
                        url -> image(url, part),
                        null,
                        refusal));
    }

    /** The block for an image given by a URL, which may be a {@code data:} URL. */
    static Map<String, Object> image(Object url, Part.Image part) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("url", url);
        if (part.detail() != null) {
            image.put("detail", part.detail());
        }
        return block("image_url", image);
    }

    @Override
    public Map<String, Object> file(Part.File part, Refusal refusal) {
        if (!documents) {
            throw refusal.part("a file", "put its text into the message");
        }
        return part.media()
                .accept(new MediaSource(
                        "a file",
                        MediaSource.ANY,
                        bytes -> file(MediaSource.dataUrl(bytes), part),
                        documentUrls ? url -> file(url, part) : null,
                        id -> block("file", Map.of("file_id", id)),
                        refusal));
    }

    /** A file name is required together with the data. */
    private static Map<String, Object> file(Object data, Part.File part) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("filename", Objects.requireNonNullElse(part.filename(), "file"));
        file.put("file_data", data);
        return block("file", file);
    }

    @Override
    public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
        if (!documents) {
            throw refusal.part("audio", "put what is said into the message");
        }
        Set<String> types = SOUNDS.keySet();
        return part.media()
                .accept(new MediaSource(
                        "audio",
                        types,
                        bytes -> {
                            Map<String, Object> audio = new LinkedHashMap<>();
                            audio.put("data", MediaSource.base64(bytes));
                            audio.put("format", Objects.requireNonNull(SOUNDS.get(bytes.mediaType())));
                            return block("input_audio", audio);
                        },
                        null,
                        null,
                        refusal));
    }

    private static Map<String, Object> block(String type, Object value) {
        return MediaSource.block(type, type, value);
    }
}
