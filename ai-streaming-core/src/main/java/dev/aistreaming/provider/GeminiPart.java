package dev.aistreaming.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A part of Gemini's content. There is one for the parts at the same place of all events of an answer. */
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

    /** What a part is that is neither text nor a call, and what it has. */
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
            // code that the model has run, calls of tools of Google's own, and what they gave back
            case "executableCode", "codeExecutionResult", "toolCall", "toolResponse" -> {
                ownName = name;
                own = JsonTree.read(json);
            }
            default -> {} // such as an image that the model has made
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

    /** Whether what comes next is what it leads to, so that no answer ends with it. */
    boolean isOpen() {
        return "executableCode".equals(ownName) || "toolCall".equals(ownName);
    }

    /** Whether it must go back as it is, since the answer does not have what it says. */
    boolean isOwn() {
        return own != null || (thought && signature != null);
    }

    /** The part as it came. */
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
