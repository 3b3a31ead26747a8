package dev.aistreaming.recording;

import org.jspecify.annotations.Nullable;

/**
 * Whose call it is.
 *
 * @param provider the name that it is configured under
 * @param type the name of its type
 * @param model the model that was asked
 * @param url where the request went, without user and query
 * @param request the body of the request, which is JSON; {@code null}: it is not recorded
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
