package dev.aistreaming.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The principal of the request under way, else its remote address. */
public final class RequestClientKeyResolver implements ClientKeyResolver {

    @Override
    public @Nullable String currentClient() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        HttpServletRequest request = attributes.getRequest();
        Principal principal = request.getUserPrincipal();
        return principal == null ? "address " + request.getRemoteAddr() : "user " + principal.getName();
    }
}
