package dev.aistreaming.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.ServletRequestAttributes;

/** A separate class, because some applications have no Servlet API. */
record ServletCurrentRequest(HttpServletRequest request) implements CurrentRequest {

    static @Nullable CurrentRequest of(RequestAttributes attributes) {
        return attributes instanceof ServletRequestAttributes servlet
                ? new ServletCurrentRequest(servlet.getRequest())
                : null;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String parameter(String name) {
        return request.getParameter(name);
    }

    @Override
    public @Nullable String user() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @Override
    public @Nullable String remoteAddress() {
        return request.getRemoteAddr();
    }
}
