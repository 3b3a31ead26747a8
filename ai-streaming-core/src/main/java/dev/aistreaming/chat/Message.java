package dev.aistreaming.chat;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role who is speaking
 * @param parts the content, in order; empty for an assistant message without content, which is not sent again
 */
public record Message(Role role, List<Part> parts) {

    /**
     * Checks that there is content and that it fits the role: {@link Role#TOOL} takes tool results and nothing else, tool calls and
     * provider state belong in {@link Role#ASSISTANT}, and {@link Role#SYSTEM} takes only text.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the role is missing, if a message other than an assistant's has
     *     no parts, or if a part does not fit the role
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
     * A user message.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the text is blank
     */
    public static Message user(String text) {
        return of(Role.USER, text);
    }

    /**
     * A user message with more than text, such as
     * {@code Message.user(new Part.Text("What is this?"), new Part.Image(Media.url("https://...")))}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if there are no parts, or if a part does not fit a user message
     */
    public static Message user(Part... parts) {
        return new Message(Role.USER, Fields.listOf("message parts", parts));
    }

    /** An earlier answer of the model. A blank one is not sent again. */
    public static Message assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    /**
     * An earlier answer of the model, for example one with tool calls; see {@link ChatResponse#toMessage()}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if a part is a tool result
     */
    public static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, Fields.listOf("message parts", parts));
    }

    /**
     * An instruction in the middle of a conversation. The usual instruction at its start is {@link ChatRequest#system()}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the text is blank
     */
    public static Message system(String text) {
        return of(Role.SYSTEM, text);
    }

    /**
     * The results of tool calls, to be sent after the answer that contained the calls. It is best to answer all calls of one answer
     * in a single message.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if there are no results
     */
    public static Message toolResult(Part.ToolResult... results) {
        return new Message(Role.TOOL, List.copyOf(Fields.listOf("tool results", results)));
    }

    /**
     * The result of a tool call. For a tool that failed, see {@link Part.ToolResult#failed}.
     *
     * @param callId the id of the call
     * @param name the tool's name
     * @param text the result for the model; may be blank
     */
    public static Message toolResult(String callId, String name, String text) {
        return toolResult(Part.ToolResult.of(callId, name, text));
    }

    /**
     * A message that consists of one text. A blank assistant message is not sent.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the text of another role is blank, and for {@link Role#TOOL},
     *     because a tool result has to name its call
     */
    public static Message of(Role role, String text) {
        if (role == Role.ASSISTANT && Fields.isBlank(text)) {
            return new Message(role, List.of());
        }
        return new Message(role, List.of(new Part.Text(text)));
    }

    /**
     * The text parts joined without a separator, for logs, search and titles. All other parts are missing, so never build a request
     * from it: visit the {@link #parts()} instead.
     */
    public String text() {
        return Texts.of(parts);
    }
}
