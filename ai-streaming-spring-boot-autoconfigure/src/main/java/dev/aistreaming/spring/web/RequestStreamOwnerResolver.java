package dev.aistreaming.spring.web;

import dev.aistreaming.spring.StreamOwnerResolver;
import org.jspecify.annotations.Nullable;

/** Uses the principal of the current request. */
public final class RequestStreamOwnerResolver implements StreamOwnerResolver {

    @Override
    public @Nullable String currentOwner() {
        CurrentRequest request = CurrentRequest.get();
        return request == null ? null : request.user();
    }
}
