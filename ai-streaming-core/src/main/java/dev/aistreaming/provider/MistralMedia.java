package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.LinkedHashMap;
import java.util.Map;

/** Images, documents and sounds in Mistral's chat completions (client-python, contentchunk.py). */
final class MistralMedia implements MediaForm {

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        return part.media()
                .accept(new MediaSource(
                        "an image",
                        MediaSource.IMAGES,
                        bytes -> image(MediaSource.dataUrl(bytes), part),
                        url -> image(url, part),
                        MistralMedia::fileId,
                        refusal));
    }

    private static Map<String, Object> image(Object url, Part.Image part) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("url", url);
        if (part.detail() != null) {
            image.put("detail", part.detail());
        }
        return block("image_url", "image_url", image);
    }

    @Override
    public Map<String, Object> file(Part.File part, Refusal refusal) {
        return part.media()
                .accept(new MediaSource(
                        "a file",
                        MediaSource.ANY,
                        bytes -> document(MediaSource.dataUrl(bytes), part),
                        url -> document(url, part),
                        MistralMedia::fileId,
                        refusal));
    }

    private static Map<String, Object> document(Object url, Part.File part) {
        Map<String, Object> block = block("document_url", "document_url", url);
        if (part.filename() != null) {
            block.put("document_name", part.filename());
        }
        return block;
    }

    @Override
    public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
        return part.media()
                .accept(new MediaSource(
                        "audio",
                        MediaSource.ANY,
                        bytes -> block("input_audio", "input_audio", MediaSource.base64(bytes)),
                        null,
                        MistralMedia::fileId,
                        refusal));
    }

    private static Map<String, Object> fileId(String id) {
        return block("file", "file_id", id);
    }

    private static Map<String, Object> block(String type, String member, Object value) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put(member, value);
        return block;
    }
}
