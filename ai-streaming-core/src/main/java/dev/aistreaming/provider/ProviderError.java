package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a provider says of an error, whatever the shape: {@code {"error":{"message","type","code"}}}, a flat
 * {@code {"message","type","code"}}, {@code {"error":"text"}}, {@code {"detail":"text"}}, {@code {"detail":[{"msg"}]}}, any of
 * them in an array, or no JSON at all. Of each field the first value counts.
 */
final class ProviderError {

    private static final int MAX_DEPTH = 6;

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

    static ProviderError read(byte[] bytes, int offset, int length) {
        ProviderError error = new ProviderError();
        try (JsonParser json = Json.parser(bytes, offset, length)) {
            if (json.nextToken() != null) {
                error.value("message", json, 0);
            }
        } catch (JacksonException e) {
            // a page of HTML, a text, or a document that was cut: what has been found, and the status, have to do
        }
        return error;
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
            case "message", "msg", "error", "detail" -> message = message == null ? text : message;
            // Anthropic's outer type is just "error"
            case "type" -> type = type == null && !text.equals("error") ? text : type;
            case "code" -> code = code == null ? text : code;
            case "request_id" -> requestId = requestId == null ? text : requestId;
            default -> {}
        }
    }

    private void number(String name, JsonParser json) {
        switch (name) {
            case "code", "status", "status_code", "raw_status_code" -> {
                Integer number = Json.integer(json);
                if (status == null && number != null && number >= 400 && number < 600) {
                    status = number;
                }
            }
            default -> {}
        }
    }
}
