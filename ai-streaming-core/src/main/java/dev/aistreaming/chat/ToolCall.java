package dev.aistreaming.chat;

/**
 * A call of a tool that the model asks for.
 *
 * @param id the provider's id of the call, to be given back with the result; empty where it gave none
 * @param name the tool's name
 * @param arguments a JSON object, as the model wrote it; cut off, and so no valid JSON, where the finish reason is
 *     {@link FinishReason#LENGTH}
 */
public record ToolCall(String id, String name, String arguments) {

    /** The call as a part of the turn in which it came. */
    public Part.ToolUse toPart() {
        return new Part.ToolUse(id, name, arguments);
    }
}
