package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import java.util.List;
import java.util.Set;

/**
 * The limits of a provider.
 *
 * @param maxTemperature the highest temperature
 * @param maxStop the maximum number of stop sequences
 * @param maxTools the maximum number of tools
 * @param maxToolName the maximum length of a tool's name, consisting of letters, digits, {@code _} and {@code -}; {@link
 *     Integer#MAX_VALUE} to allow any name
 * @param reserved fields of the body that are controlled by this library
 */
record Limits(double maxTemperature, int maxStop, int maxTools, int maxToolName, Set<String> reserved) {

    /** Rejects what the provider would reject, naming the field. */
    void check(ChatRequest request, String provider) {
        if (request.model() == null) {
            throw AiException.invalidRequest(
                    "model is missing: neither the request nor the configuration of '" + provider + "' names one");
        }
        Double temperature = request.temperature();
        if (temperature != null && temperature > maxTemperature) {
            throw AiException.invalidRequest("temperature must be between 0 and " + maxTemperature + " for '" + provider
                    + "', but is " + temperature);
        }
        List<String> stop = request.stop();
        if (stop.size() > maxStop) {
            throw AiException.invalidRequest("stop must not have more than " + maxStop + " texts for '" + provider
                    + "', but has " + stop.size());
        }
        if (request.tools().size() > maxTools) {
            throw AiException.invalidRequest("there must not be more than " + maxTools + " tools for '" + provider
                    + "', but there are " + request.tools().size());
        }
        for (Tool tool : request.tools()) {
            toolName(tool.name(), provider);
        }
        for (String key : request.options().keySet()) {
            if (reserved.contains(key)) {
                throw AiException.invalidRequest("option '" + key + "' cannot be set: it is part of every request");
            }
        }
    }

    private void toolName(String name, String provider) {
        boolean fits = name.length() <= maxToolName && name.indexOf('.') < 0 && name.indexOf(':') < 0;
        if (!fits && maxToolName < Integer.MAX_VALUE) {
            throw AiException.invalidRequest("the tool '" + name + "' cannot be sent to '" + provider
                    + "': its name must have at most " + maxToolName + " letters, digits, _ and -");
        }
    }
}
