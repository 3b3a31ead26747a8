package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.Map;
import java.util.Objects;

/**
 * Images and documents for OpenAI's Responses API (openai-python, types/responses/response_input_*_param.py). Audio is not
 * supported.
 */
final class ResponsesMedia implements MediaForm {

    @Override
    public Map<String, Object> text(String text) {
        return ContentBlocks.textBlock("input_text", text);
    }

    @Override
    public Map<String, Object> image(Part.Image part, Refusal refusal) {
        Map<String, Object> block = part.media()
                .accept(new MediaSource(
                        "an image",
                        MediaSource.IMAGES,
                        bytes -> MediaSource.block("input_image", "image_url", MediaSource.dataUrl(bytes)),
                        url -> MediaSource.block("input_image", "image_url", url),
                        id -> MediaSource.block("input_image", "file_id", id),
                        refusal));
        if (part.detail() != null) {
            block.put("detail", part.detail());
        }
        return block;
    }

    @Override
    public Map<String, Object> file(Part.File part, Refusal refusal) {
        return part.media()
                .accept(new MediaSource(
                        "a file",
                        MediaSource.ANY,
                        bytes -> {
                            Map<String, Object> block = MediaSource.block(
                                    "input_file", "filename", Objects.requireNonNullElse(part.filename(), "file"));
                            block.put("file_data", MediaSource.dataUrl(bytes));
                            return block;
                        },
                        url -> MediaSource.block("input_file", "file_url", url),
                        id -> MediaSource.block("input_file", "file_id", id),
                        refusal));
    }

    @Override
    public Map<String, Object> audio(Part.Audio part, Refusal refusal) {
        throw refusal.part("audio", "put what is said into the message, or use a provider of type openai");
    }
}
