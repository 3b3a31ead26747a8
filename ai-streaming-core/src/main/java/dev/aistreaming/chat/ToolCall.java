package dev.aistreaming.chat;

/**
 * A tool call requested by the model.
 *
 * @param id the provider's id for the call, to be returned with the result; empty if the provider gave none
 * @param name the tool's name
 * @param arguments a JSON object, as the model wrote it; cut off, and therefore invalid JSON, if the finish reason is {@link
 *     FinishReason#LENGTH}
 */
public record ToolCall(String id, String name, String arguments) {

    /** Converts the call to a part of the assistant message in which it came. */
    public Part.ToolUse toPart() {
        return new Part.ToolUse(id, name, arguments);
    }
}
