package dev.aistreaming.chat;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role who says it
 * @param parts what is said, in order; none for an earlier answer without text, which is not sent again
 */
public record Message(Role role, List<Part> parts) {

    /**
     * Checks that something is said.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a message without parts that is not the model's, and for
     *     one without a role
     */
    public Message {
        Fields.present("message role", role);
        parts = Fields.allPresent("message parts", parts);
        if (parts.isEmpty() && role != Role.ASSISTANT) {
            throw AiException.invalidRequest("a message must not be empty");
        }
    }

    /**
     * A message of the user.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text
     */
    public static Message user(String text) {
        return of(Role.USER, text);
    }

    /** An earlier answer of the model. A blank one, such as a mere tool call, is not sent again. */
    public static Message assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    /**
     * An instruction in the middle of a conversation; for the usual one at its head see {@link ChatRequest#system()}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text
     */
    public static Message system(String text) {
        return of(Role.SYSTEM, text);
    }

    /**
     * A message of one text. An assistant's blank one is not sent.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text of another role
     */
    public static Message of(Role role, String text) {
        if (role == Role.ASSISTANT && Fields.isBlank(text)) {
            return new Message(role, List.of());
        }
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
