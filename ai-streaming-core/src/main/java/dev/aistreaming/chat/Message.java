package dev.aistreaming.chat;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role who says it
 * @param parts what is said, at least one part, in order
 */
public record Message(Role role, List<Part> parts) {

    /**
     * Checks that something is said.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a message without parts
     */
    public Message {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw AiException.invalidRequest("a message must not be empty");
        }
    }

    /** A message of the user. */
    public static Message user(String text) {
        return of(Role.USER, text);
    }

    /** An earlier answer of the model. */
    public static Message assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    /** An instruction in the middle of a conversation; for the usual one at its head see {@link ChatRequest#system()}. */
    public static Message system(String text) {
        return of(Role.SYSTEM, text);
    }

    /** A message of one text. */
    public static Message of(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)));
    }

    /** The text parts, joined without separator. */
    public String text() {
        if (parts.size() == 1 && parts.get(0) instanceof Part.Text single) {
            return single.text();
        }
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                joined.append(text.text());
            }
        }
        return joined.toString();
    }
}
