package dev.aistreaming.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A part of Gemini's content. The object is reused for the parts at the same index of all events of an answer. */
final class GeminiPart {

    @Nullable
    String text;

    @Nullable
    String signature;

    @Nullable
    String callId;

    @Nullable
    String callName;

    @Nullable
    String callArguments;

    boolean thought;
    boolean call;

    /** The name and value of a part that is neither text nor a call. */
    private @Nullable String ownName;

    private @Nullable Object own;

    void read(JsonParser json) {
        text = null;
        signature = null;
        callId = null;
        callName = null;
        callArguments = null;
        thought = false;
        call = false;
        ownName = null;
        own = null;
        Json.members(json, this, GeminiPart::member);
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "text" -> text = LooseText.read(json);
            case "thought" -> thought = json.currentToken() == JsonToken.VALUE_TRUE;
            case "thoughtSignature" -> signature = Json.text(json);
            case "functionCall" -> call = Json.members(json, this, GeminiPart::callMember);
            // code run by the model, calls of Google's own tools, and their results
            case "executableCode", "codeExecutionResult", "toolCall", "toolResponse" -> {
                ownName = name;
                own = JsonTree.read(json);
            }
            default -> {} // for example an image created by the model
        }
    }

    private void callMember(String name, JsonParser json) {
        switch (name) {
            case "id" -> callId = Json.text(json);
            case "name" -> callName = Json.text(json);
            case "args" -> callArguments = LooseText.arguments(json);
            default -> {}
        }
    }

    /** Whether it will be followed by its result, so that the answer cannot end here. */
    boolean isOpen() {
        return "executableCode".equals(ownName) || "toolCall".equals(ownName);
    }

    /** Whether it must be sent back unchanged because the answer does not contain it. */
    boolean isOwn() {
        return own != null || (thought && signature != null);
    }

    /** The part as received. */
    Map<String, Object> own() {
        Map<String, Object> part = new LinkedHashMap<>();
        if (ownName != null && own != null) {
            part.put(ownName, own);
        } else {
            part.put("text", text == null ? "" : text);
            part.put("thought", true);
        }
        if (signature != null) {
            part.put(GeminiState.SIGNATURE, signature);
        }
        return part;
    }
}
