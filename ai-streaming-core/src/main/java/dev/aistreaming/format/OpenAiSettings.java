package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ReasoningEffort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The sampling and length settings of an OpenAI request. */
final class OpenAiSettings {

    private OpenAiSettings() {}

    static void put(JsonNode body, ChatRequest.Builder request) {
        Long longest = whole(body, "max_completion_tokens");
        request.temperature(number(body, "temperature"))
                .topP(number(body, "top_p"))
                .maxTokens(size("max_tokens", longest == null ? whole(body, "max_tokens") : longest))
                .stop(stop(body.path("stop")))
                .seed(whole(body, "seed"))
                .reasoning(reasoning(FrontEndBody.text(body, "reasoning_effort")));
    }

    static boolean isUnset(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static @Nullable Double number(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (isUnset(value)) {
            return null;
        }
        if (!value.isNumber()) {
            throw AiException.invalidRequest(name + " must be a number");
        }
        return value.doubleValue(Double.NaN);
    }

    private static @Nullable Long whole(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (isUnset(value)) {
            return null;
        }
        if (!value.isNumber() || value.longValueOpt().isEmpty()) {
            throw AiException.invalidRequest(name + " must be a whole number");
        }
        return value.longValueOpt().getAsLong();
    }

    private static @Nullable Integer size(String name, @Nullable Long value) {
        if (value == null) {
            return null;
        }
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw AiException.invalidRequest(name + " must be 1 or more, and at most " + Integer.MAX_VALUE);
        }
        return value.intValue();
    }

    private static List<String> stop(JsonNode value) {
        if (isUnset(value)) {
            return List.of();
        }
        List<String> stop = new ArrayList<>();
        for (JsonNode text : value.isArray() ? value : List.of(value)) {
            if (!text.isString()) {
                throw AiException.invalidRequest("stop must be a string or a list of strings");
            }
            stop.add(text.stringValue());
        }
        return stop;
    }

    /** An unknown level is passed on to the provider. */
    private static @Nullable ReasoningEffort reasoning(@Nullable String effort) {
        return switch (effort == null ? "" : effort) {
            case "none" -> ReasoningEffort.OFF;
            case "minimal" -> ReasoningEffort.MINIMAL;
            case "low" -> ReasoningEffort.LOW;
            case "medium" -> ReasoningEffort.MEDIUM;
            case "high" -> ReasoningEffort.HIGH;
            case "xhigh", "max" -> ReasoningEffort.MAX;
            default -> null;
        };
    }
}
