package dev.aistreaming.chat;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks for everything in a request that no provider would accept. */
final class RequestChecks {

    private static final int MAX_MODEL_LENGTH = 256;

    private RequestChecks() {}

    /** The name appears in logs and metrics, and end users may be able to choose it. */
    static void model(@Nullable String model) {
        if (model == null) {
            return;
        }
        Fields.notBlank("model", model);
        if (model.length() > MAX_MODEL_LENGTH) {
            throw AiException.invalidRequest(
                    "model must have at most " + MAX_MODEL_LENGTH + " characters, but has " + model.length());
        }
        if (model.chars().anyMatch(Character::isISOControl)) {
            throw AiException.invalidRequest("model must not have control characters");
        }
    }

    static void conversation(@Nullable String system, List<Message> messages) {
        if (system != null) {
            Fields.notBlank("system", system);
        }
        if (messages.isEmpty()) {
            throw AiException.invalidRequest("messages must not be empty: set a prompt, or add a message with text");
        }
    }

    static void sampling(@Nullable Double temperature, @Nullable Double topP) {
        if (temperature != null && !(temperature >= 0 && temperature <= Double.MAX_VALUE)) {
            throw AiException.invalidRequest("temperature must be 0 or more, but is " + temperature);
        }
        if (topP != null && !(topP >= 0 && topP <= 1)) {
            throw AiException.invalidRequest("topP must be between 0 and 1, but is " + topP);
        }
    }

    static void length(@Nullable Integer maxTokens, List<String> stop) {
        if (maxTokens != null && maxTokens < 1) {
            throw AiException.invalidRequest("maxTokens must be 1 or more, but is " + maxTokens);
        }
        if (stop.contains("")) {
            throw AiException.invalidRequest("stop must not contain an empty text");
        }
    }

    static void tools(List<Tool> tools, @Nullable ToolChoice choice, Collection<Object> attributes) {
        Set<String> names = new HashSet<>();
        for (Tool tool : tools) {
            if (!names.add(tool.name())) {
                throw AiException.invalidRequest(
                        "tools must have different names, but two are called '" + tool.name() + "'");
            }
        }
        if (choice == null) {
            return;
        }
        switch (choice.kind()) {
            case AUTO, NONE -> {}
            case REQUIRED -> {
                if (tools.isEmpty() && offered(attributes).allMatch(OfferedTools::isEmpty)) {
                    throw AiException.invalidRequest("toolChoice asks for a tool, but there are no tools");
                }
            }
            case NAMED -> {
                String name = Fields.present("toolChoice name", choice.name());
                if (!names.contains(name) && offered(attributes).noneMatch(more -> more.offers(name))) {
                    throw AiException.invalidRequest(
                            "toolChoice names '" + choice.name() + "', which is not one of the tools");
                }
            }
        }
    }

    private static Stream<OfferedTools> offered(Collection<Object> attributes) {
        return attributes.stream().filter(OfferedTools.class::isInstance).map(OfferedTools.class::cast);
    }
}
