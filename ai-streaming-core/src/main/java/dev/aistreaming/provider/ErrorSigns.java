package dev.aistreaming.provider;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Weighs the members of a document that may be an error without having an {@code error} member. A message alone is not enough:
 * status events such as {@code {"message":"warming up"}} look the same.
 */
final class ErrorSigns {

    private boolean error;
    private boolean words;
    private boolean failing;

    /** Starts with another document. */
    void clear() {
        error = false;
        words = false;
        failing = false;
    }

    /** Takes note of a member if it is a sign of an error. */
    void note(String name, JsonParser json) {
        switch (name) {
            case "error", "errors", "error_type", "error_message", "error_msg", "error_code" -> error |= truthy(json);
            case "base_resp" -> error |= failingStatus(json);
            case "message", "msg", "detail" -> words |= isWords(json);
            case "code" -> failing |= isFailure(json, true);
            case "status", "status_code" -> failing |= isFailure(json, false);
            case "success" -> failing |= json.currentToken() == JsonToken.VALUE_FALSE;
            default -> {}
        }
    }

    /** The document calls itself an error. */
    void isError() {
        error = true;
    }

    /** Reads the document's type, which may be an error. */
    String type(JsonParser json) {
        String type = Json.text(json);
        error |= "error".equals(type);
        return type == null ? "" : type;
    }

    /** Whether the document is certainly an error, given whether it is otherwise part of an answer. */
    boolean isCertain(boolean partOfAnAnswer) {
        return error || (!partOfAnAnswer && words && failing);
    }

    /** Whether the document is an error unless the answer continues after it. */
    boolean isSuspected() {
        return words || failing;
    }

    /** Whether a value is meaningful: {@code "error":null}, {@code {}}, {@code 0} and the like occur in many valid chunks. */
    static boolean truthy(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_NULL, VALUE_FALSE -> false;
            case VALUE_STRING -> isSaying(json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue() != 0;
            case START_OBJECT, START_ARRAY -> anyTruthy(json);
            default -> true;
        };
    }

    private static boolean isSaying(String text) {
        return !text.isBlank() && !text.equals("0");
    }

    private static boolean anyTruthy(JsonParser json) {
        boolean any = false;
        for (JsonToken token = Json.next(json); !token.isStructEnd(); token = Json.next(json)) {
            any |= token != JsonToken.PROPERTY_NAME && truthy(json);
        }
        return any;
    }

    /** An object with the name {@code message} is a message of a conversation. */
    private static boolean isWords(JsonParser json) {
        return json.currentToken() != JsonToken.START_OBJECT && truthy(json);
    }

    /** MiniMax: {@code {"status_code":1004,"status_msg":"..."}}. */
    private static boolean failingStatus(JsonParser json) {
        Integer status = Json.member(json, "status_code");
        return status != null && status != 0;
    }

    /** A status can have many values, but a code usually indicates a failure, unless it says the opposite. */
    private static boolean isFailure(JsonParser json, boolean code) {
        JsonToken token = json.currentToken();
        if (token.isNumeric()) {
            return isFailure(Json.integer(json), code);
        }
        if (token != JsonToken.VALUE_STRING) {
            return false;
        }
        String text = json.getString().toLowerCase(Locale.ROOT);
        try {
            return isFailure(Integer.valueOf(text), code);
        } catch (NumberFormatException e) {
            return code
                    ? !text.isBlank() && !text.equals("ok") && !text.startsWith("succe")
                    : text.contains("error") || text.contains("fail");
        }
    }

    private static boolean isFailure(@Nullable Integer number, boolean code) {
        return number != null && (number >= 400 || number < 0 || (code && number > 0 && number < 100));
    }
}
