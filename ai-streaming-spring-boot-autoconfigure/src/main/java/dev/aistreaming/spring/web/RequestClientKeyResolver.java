package dev.aistreaming.spring.web;

import dev.aistreaming.spring.ClientKeyResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The principal of the request under way, else its remote address. Of an IPv6 address the first 64 bits count: whoever has one
 * network may take a new address for each request.
 */
public final class RequestClientKeyResolver implements ClientKeyResolver {

    private static final String USER = "user ";
    private static final String ADDRESS = "address ";

    static final List<String> KINDS = List.of(USER, ADDRESS);

    @Override
    public @Nullable String currentClient() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        HttpServletRequest request = attributes.getRequest();
        Principal principal = request.getUserPrincipal();
        return principal == null ? ADDRESS + ClientNetwork.of(request.getRemoteAddr()) : USER + principal.getName();
    }
}
