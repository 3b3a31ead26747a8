package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import java.util.List;
import java.util.Set;

/**
 * What a provider takes in a request.
 *
 * @param maxTemperature the highest temperature
 * @param maxStop how many stop sequences
 * @param reserved fields of the body that are this library's own affair
 */
record Limits(double maxTemperature, int maxStop, Set<String> reserved) {

    /** Refuses what the provider would refuse, naming the field. */
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
        refuse("tools", !request.tools().isEmpty(), provider);
        refuse("toolChoice", request.toolChoice() != null, provider);
        refuse("parallelToolCalls", request.parallelToolCalls() != null, provider);
        refuse("output", request.output() != null, provider);
        refuse("reasoning", request.reasoning() != null, provider);
        refuse("cachePrompt", request.cachePrompt() != null, provider);
        for (String key : request.options().keySet()) {
            if (reserved.contains(key)) {
                throw AiException.invalidRequest("option '" + key + "' cannot be set: it is part of every request");
            }
        }
    }

    /** What no protocol can write yet. */
    private static void refuse(String field, boolean isSet, String provider) {
        if (isSet) {
            throw AiException.invalidRequest(field + " cannot be sent to '" + provider
                    + "' yet: leave it unset, or set an option in the provider's own words");
        }
    }
}
