package dev.aistreaming.chat;

/** A piece of a {@link Message}. */
public sealed interface Part {

    /**
     * Plain text.
     *
     * @param text the text, not blank
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text
     */
    record Text(String text) implements Part {
        public Text {
            Fields.notBlank("message text", text);
        }
    }
}
