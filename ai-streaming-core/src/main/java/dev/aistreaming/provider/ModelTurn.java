package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Part;
import java.util.Map;

/**
 * An earlier answer of the model, which contains neither media nor tool results. Each visit returns whether the part has content.
 */
public abstract class ModelTurn implements Part.Visitor<Boolean> {

    /** Creates the errors for what cannot be sent. */
    protected final Refusal refusal;

    /** @param refusal creates the errors for what cannot be sent */
    protected ModelTurn(Refusal refusal) {
        this.refusal = refusal;
    }

    @Override
    public final Boolean image(Part.Image part) {
        throw ofTheModel("an image");
    }

    @Override
    public final Boolean file(Part.File part) {
        throw ofTheModel("a file");
    }

    @Override
    public final Boolean audio(Part.Audio part) {
        throw ofTheModel("audio");
    }

    /** The arguments of a call as an object. Invalid arguments remain visible, because the result says that they are invalid. */
    static Map<String, Object> input(Part.ToolUse call) {
        Map<String, Object> input = JsonTree.objectOrNull(call.arguments());
        return input == null ? Map.of("invalid_json", call.arguments()) : input;
    }

    private AiException ofTheModel(String what) {
        return refusal.part(what + " in an answer of the model", "put it into a message of the role user");
    }

    @Override
    public final Boolean toolResult(Part.ToolResult part) {
        throw refusal.part("a tool result in an answer of the model", "put it into a message of the role tool");
    }
}
