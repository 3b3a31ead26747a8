package dev.aistreaming.chat;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role who says it
 * @param parts what is said, in order; none for an earlier answer without content, which is not sent again
 */
public record Message(Role role, List<Part> parts) {

    /**
     * Checks that something is said, and that it can be said in this role: results of tools in {@link Role#TOOL} and nothing
     * else there, calls of tools and provider state in {@link Role#ASSISTANT}, and only texts in {@link Role#SYSTEM}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a message without parts that is not the model's, for one
     *     without a role, and for a part that does not belong there
     */
    public Message {
        Fields.present("message role", role);
        parts = Fields.allPresent("message parts", parts);
        if (parts.isEmpty() && role != Role.ASSISTANT) {
            throw AiException.invalidRequest("a message must not be empty");
        }
        PartPlaces places = PartPlaces.in(role);
        parts.forEach(part -> part.accept(places));
    }

    /**
     * A message of the user.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text
     */
    public static Message user(String text) {
        return of(Role.USER, text);
    }

    /**
     * A message of the user with more than text, such as {@code Message.user(new Part.Text("What is this?"), new
     * Part.Image(Media.url("https://...")))}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} without a part, and for one that is not the user's
     */
    public static Message user(Part... parts) {
        return new Message(Role.USER, Fields.listOf("message parts", parts));
    }

    /** An earlier answer of the model. A blank one is not sent again. */
    public static Message assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    /**
     * An earlier answer of the model, such as one that calls tools; see {@link ChatResponse#toMessage()}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a result of a tool
     */
    public static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, Fields.listOf("message parts", parts));
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
     * What tools have given back, to be sent after the answer that called them; all calls of one answer are best answered in
     * one message.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} without a result
     */
    public static Message toolResult(Part.ToolResult... results) {
        return new Message(Role.TOOL, List.copyOf(Fields.listOf("tool results", results)));
    }

    /**
     * What a tool has given back; see {@link Part.ToolResult#failed} for one that failed.
     *
     * @param callId the id of the call
     * @param name the tool's name
     * @param text what the model is told; may be blank
     */
    public static Message toolResult(String callId, String name, String text) {
        return toolResult(Part.ToolResult.of(callId, name, text));
    }

    /**
     * A message of one text. An assistant's blank one is not sent.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text of another role, and for {@link Role#TOOL},
     *     which has to say which call it answers
     */
    public static Message of(Role role, String text) {
        if (role == Role.ASSISTANT && Fields.isBlank(text)) {
            return new Message(role, List.of());
        }
        return new Message(role, List.of(new Part.Text(text)));
    }

    /**
     * The text parts, joined without separator, for logs, search and titles. All else is missing here, so a request is never
     * written from it: visit the {@link #parts()}.
     */
    public String text() {
        return Texts.of(parts);
    }
}
