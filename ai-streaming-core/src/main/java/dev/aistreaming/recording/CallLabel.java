package dev.aistreaming.recording;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a recorded call.
 *
 * @param provider the name under which the provider is configured
 * @param type its type
 * @param model the requested model
 * @param url the address of the request, without user info and query
 * @param request the JSON body of the request; {@code null} if it is not recorded
 */
public record CallLabel(
        String provider,
        String type,
        @Nullable String model,
        String url,
        @Nullable String request) {

    CallLabel withoutRequest() {
        return new CallLabel(provider, type, model, url, null);
    }

    int requestLength() {
        return request == null ? 0 : request.length();
    }
}
