package dev.aistreaming.chat;

/** A piece of a {@link Message}. */
public sealed interface Part {

    /**
     * Plain text.
     *
     * @param text the text, not blank
     */
    record Text(String text) implements Part {
        /**
         * Checks that there is text.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text
         */
        public Text {
            Fields.notBlank("message text", text);
        }
    }
}
