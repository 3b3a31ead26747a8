package dev.aistreaming.chat;

/** A piece of a {@link Message}. */
public sealed interface Part {

    /**
     * Plain text.
     *
     * @param text the text, not blank
     */
    record Text(String text) implements Part {
        public Text {
            if (text.isBlank()) {
                throw AiException.invalidRequest("message text must not be blank");
            }
        }
    }
}
