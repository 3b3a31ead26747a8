package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Part;
import java.util.Map;

/** How a protocol writes images, documents and sounds, and texts beside them. Without state. */
interface MediaForm {

    /** The part of the content that holds a text. */
    default Map<String, Object> text(String text) {
        return ContentBlocks.textBlock(text);
    }

    /**
     * The part of the content that holds an image.
     *
     * @throws AiException by the refusal, for what cannot be written
     */
    Map<String, Object> image(Part.Image part, Refusal refusal);

    /** As {@link #image}, for a document. */
    Map<String, Object> file(Part.File part, Refusal refusal);

    /** As {@link #image}, for a sound. */
    Map<String, Object> audio(Part.Audio part, Refusal refusal);
}
