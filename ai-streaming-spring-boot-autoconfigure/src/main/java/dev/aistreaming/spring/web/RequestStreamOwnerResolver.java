package dev.aistreaming.spring.web;

import dev.aistreaming.spring.StreamOwnerResolver;
import org.jspecify.annotations.Nullable;

/** The principal of the request under way. */
public final class RequestStreamOwnerResolver implements StreamOwnerResolver {

    @Override
    public @Nullable String currentOwner() {
        CurrentRequest request = CurrentRequest.get();
        return request == null ? null : request.user();
    }
}
