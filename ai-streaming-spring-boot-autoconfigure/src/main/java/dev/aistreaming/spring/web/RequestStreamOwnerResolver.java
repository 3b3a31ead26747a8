package dev.aistreaming.spring.web;

import dev.aistreaming.spring.StreamOwnerResolver;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The principal of the request under way. */
public final class RequestStreamOwnerResolver implements StreamOwnerResolver {

    @Override
    public @Nullable String currentOwner() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        Principal principal = attributes.getRequest().getUserPrincipal();
        return principal == null ? null : principal.getName();
    }
}
