package dev.aistreaming.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The content of a provider's error, whatever its form: {@code {"error":{"message","type","code"}}}, a flat
 * {@code {"message","type","code"}}, {@code {"error":"text"}}, {@code {"detail":"text"}}, {@code {"detail":[{"msg"}]}}, any of
 * these in an array, or something other than JSON. The first value of each field counts.
 */
final class ProviderError {

    private static final int MAX_DEPTH = 6;
    private static final int MAX_PLAIN_TEXT = 300;

    @Nullable
    String message;

    @Nullable
    String type;

    @Nullable
    String code;

    @Nullable
    Integer status;

    @Nullable
    String requestId;

    /** How long to wait, if the body says so. */
    @Nullable
    Duration retryAfter;

    private @Nullable String finishReason;

    static ProviderError read(byte[] bytes, int offset, int length) {
        ProviderError error = new ProviderError();
        try (JsonParser json = Json.parser(bytes, offset, length)) {
            while (json.nextToken() != null) {
                error.value("message", json, 0);
            }
        } catch (JacksonException e) {
            // HTML, plain text, or a document that was cut off: what has been found and the status have to suffice
        }
        if (error.message == null) {
            error.message = error.finishReason != null
                    ? "finish reason " + error.finishReason
                    : plainText(bytes, offset, length);
        }
        return error;
    }

    /** The text from a server that did not respond with JSON, unless it is markup. */
    private static @Nullable String plainText(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, Math.min(length, MAX_PLAIN_TEXT), StandardCharsets.UTF_8).strip();
        boolean plain = !text.isEmpty() && "{[<\"".indexOf(text.charAt(0)) < 0 && text.indexOf(0) < 0;
        return plain ? text : null;
    }

    private void value(String name, JsonParser json, int depth) {
        JsonToken token = json.currentToken();
        if (depth > MAX_DEPTH) {
            json.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = json.currentName();
                json.nextToken();
                value(member, json, depth + 1);
            }
        } else if (token == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                value(name, json, depth + 1);
            }
        } else if (token.isNumeric()) {
            number(name, json);
        } else if (token == JsonToken.VALUE_STRING) {
            text(name, json.getString());
        }
    }

    private void text(String name, String text) {
        if (text.isBlank()) {
            return;
        }
        switch (name) {
            case "message",
                    "Message",
                    "msg",
                    "error",
                    "errors",
                    "detail",
                    "error_message",
                    "error_msg",
                    "status_msg",
                    "finishMessage",
                    "blockReasonMessage" -> message = message == null ? text : message;
            // Anthropic's outer type is just "error"
            case "type", "error_type" -> type = type == null && !text.equals("error") ? text : type;
            case "code", "error_code" -> {
                code = code == null ? text : code;
                status(text);
            }
            case "status", "status_code" -> status(text);
            case "request_id" -> requestId = requestId == null ? text : requestId;
            case "finish_reason", "stop_reason", "finishReason", "stopReason" -> finishReason = text;
            case "blockReason" -> {
                type = "content_filter"; // Gemini, about the prompt
                message = message == null ? "the prompt was blocked: " + text : message;
            }
            case "retryDelay" -> retryAfter = RetryAfter.ofSeconds(text);
            default -> {}
        }
    }

    private void status(String text) {
        if (text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            status(Integer.parseInt(text));
        }
    }

    private void status(int number) {
        if (status == null && number >= 400 && number < 600) {
            status = number;
        }
    }

    private void number(String name, JsonParser json) {
        switch (name) {
            case "code", "status", "status_code", "raw_status_code", "error_code" -> {
                Integer number = Json.integer(json);
                if (number != null) {
                    status(number);
                }
            }
            default -> {}
        }
    }
}
