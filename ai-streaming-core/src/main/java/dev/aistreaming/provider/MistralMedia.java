package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.Map;

/** Images, documents and audio in Mistral's chat completions (client-python, contentchunk.py). */
final class MistralMedia implements MediaForm {

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        return part.media()
                .accept(new MediaSource(
                        "an image",
                        MediaSource.IMAGES,
                        bytes -> OpenAiMedia.image(MediaSource.dataUrl(bytes), part),
                        url -> OpenAiMedia.image(url, part),
                        MistralMedia::fileId,
                        refusal));
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
        Map<String, Object> block = MediaSource.block("document_url", "document_url", url);
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
                        bytes -> MediaSource.block("input_audio", "input_audio", MediaSource.base64(bytes)),
                        null,
                        MistralMedia::fileId,
                        refusal));
    }

    private static Map<String, Object> fileId(String id) {
        return MediaSource.block("file", "file_id", id);
    }
}
