package dev.aistreaming.spring.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The request that a stream is opened for, on the thread that opens it. */
public interface CurrentRequest {

    Set<String> METHODS_WITHOUT_BODY = Set.of("HEAD", "OPTIONS");

    /**
     * That of this thread: of a servlet, or {@link RequestAttributes} that are one themselves. {@code null}: there is none, as on a
     * thread of a job.
     */
    static @Nullable CurrentRequest get() {
        RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
        if (attributes == null) {
            return null;
        }
        return attributes instanceof CurrentRequest known ? known : ServletCurrentRequest.of(attributes);
    }

    /** Whether the request of this thread wants the headers of a stream, and nobody to be asked. */
    static boolean wantsHeadOnly() {
        CurrentRequest request = get();
        return request != null && METHODS_WITHOUT_BODY.contains(request.method());
    }

    /** Its method, in capitals. */
    String method();

    /** The first header of a name. */
    @Nullable
    String header(String name);

    /** The first parameter of a name. */
    @Nullable
    String parameter(String name);

    /** Who is signed in. */
    @Nullable
    String user();

    /** Where it comes from, or says that it does where proxies are trusted. */
    @Nullable
    String remoteAddress();
}
