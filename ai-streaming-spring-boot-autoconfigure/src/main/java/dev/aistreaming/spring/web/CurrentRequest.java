package dev.aistreaming.spring.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The request that a stream is opened for. Used on the thread that opens the stream. */
public interface CurrentRequest {

    Set<String> METHODS_WITHOUT_BODY = Set.of("HEAD", "OPTIONS");

    /**
     * Returns the request of the current thread: a servlet request, or {@link RequestAttributes} that implement this interface. {@code
     * null} if there is none, for example on a job's thread.
     */
    static @Nullable CurrentRequest get() {
        RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
        if (attributes == null) {
            return null;
        }
        return attributes instanceof CurrentRequest known ? known : ServletCurrentRequest.of(attributes);
    }

    /** Whether the request asks for the headers of a stream only, so that no provider is asked. */
    static boolean wantsHeadOnly() {
        CurrentRequest request = get();
        return request != null && METHODS_WITHOUT_BODY.contains(request.method());
    }

    /** Returns the HTTP method in capitals. */
    String method();

    /** Returns the first header of this name. */
    @Nullable
    String header(String name);

    /** Returns the first parameter of this name. */
    @Nullable
    String parameter(String name);

    /** Returns the name of the signed-in user. */
    @Nullable
    String user();

    /** Returns the remote address, or the forwarded one if proxies are trusted. */
    @Nullable
    String remoteAddress();
}
