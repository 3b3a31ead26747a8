package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Part;
import java.util.Map;

/** How a protocol represents images, documents and audio, and the texts among them. Stateless. */
interface MediaForm {

    /** The content part for a text. */
    default Map<String, Object> text(String text) {
        return ContentBlocks.textBlock(text);
    }

    /**
     * The content part for an image.
     *
     * @throws AiException created by the refusal, if it cannot be represented
     */
    Map<String, Object> image(Part.Image part, Refusal refusal);

    /** Like {@link #image}, for a document. */
    Map<String, Object> file(Part.File part, Refusal refusal);

    /** Like {@link #image}, for audio. */
    Map<String, Object> audio(Part.Audio part, Refusal refusal);
}
