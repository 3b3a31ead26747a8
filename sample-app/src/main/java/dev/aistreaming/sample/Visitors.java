package dev.aistreaming.sample;

import dev.aistreaming.spring.StreamOwnerResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Identifies browsers, because nobody signs in here: the page sets a cookie that nobody can guess, and streams and conversations belong
 * to it. Programs that do not load the page have no cookie and own nothing.
 */
final class Visitors implements HandlerInterceptor, StreamOwnerResolver {

    private static final String COOKIE = "ai-streaming-visitor";
    private static final Duration LIFE = Duration.ofDays(365);
    private static final Pattern ISSUED = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Sets the cookie again with each page, so that it lasts as long as the visitor returns. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            String known = visitor(request);
            ResponseCookie cookie = ResponseCookie.from(
                            COOKIE, known == null ? UUID.randomUUID().toString() : known)
                    .path(request.getContextPath() + "/")
                    .maxAge(LIFE)
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Lax")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
        return true;
    }

    @Override
    public @Nullable String currentOwner() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
                ? visitor(current.getRequest())
                : null;
    }

    private static @Nullable String visitor(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie != null && ISSUED.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
    }
}
