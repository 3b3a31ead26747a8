package dev.aistreaming.spring.web;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Creates emitters if the application has Spring MVC. */
public final class Emitters {

    private final @Nullable String missing;
    private final boolean seeRequests;

    private Emitters(@Nullable String missing, boolean seeRequests) {
        this.missing = missing;
        this.seeRequests = seeRequests;
    }

    /** For Spring MVC applications. */
    public static Emitters ofSpringMvc() {
        return new Emitters(null, true);
    }

    /** For WebFlux applications, which cannot write emitters. */
    public static Emitters ofWebFlux() {
        return new Emitters(
                "stream() and resume() return an emitter of Spring MVC, and this is a WebFlux application: return"
                        + " task()...publish() or AiStreams.publish(..) from the controller instead.",
                false);
    }

    /** For applications without a web server. */
    public static Emitters withoutWeb() {
        return new Emitters(
                "stream() and resume() return an emitter of Spring MVC, and this is no servlet application: add"
                        + " spring-boot-starter-webmvc, or use ask(), generate() or task()...run() where nobody reads along.",
                true);
    }

    /**
     * Returns the emitter for a controller to return.
     *
     * @param opening responds through its argument, once
     * @throws IllegalStateException if there is no Spring MVC; the message says what to use instead
     */
    public SseEmitter answer(Consumer<? super Responder> opening) {
        require();
        EmitterResponder responder = new EmitterResponder();
        opening.accept(responder);
        return responder.emitter();
    }

    /** Throws the exception that {@link #answer} would throw. Call it before anything else happens. */
    public void require() {
        if (missing != null) {
            throw new IllegalStateException(missing);
        }
    }

    /** Whether a controller's thread knows its request. If not, the request is known upon subscription. */
    public boolean seeRequests() {
        return seeRequests;
    }
}
