package dev.aistreaming.spring.web;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Answers to browsers as emitters of Spring MVC, where there are any. */
public final class Emitters {

    private final @Nullable String missing;
    private final boolean seeRequests;

    private Emitters(@Nullable String missing, boolean seeRequests) {
        this.missing = missing;
        this.seeRequests = seeRequests;
    }

    /** Of Spring MVC, which writes them. */
    public static Emitters ofSpringMvc() {
        return new Emitters(null, true);
    }

    /** Of a WebFlux application, which would not know what to do with one. */
    public static Emitters ofWebFlux() {
        return new Emitters(
                "stream() and resume() return an emitter of Spring MVC, and this is a WebFlux application: return"
                        + " task()...publish() or AiStreams.publish(..) from the controller instead.",
                false);
    }

    /** Of an application that no browser can reach. */
    public static Emitters withoutWeb() {
        return new Emitters(
                "stream() and resume() return an emitter of Spring MVC, and this is no servlet application: add"
                        + " spring-boot-starter-webmvc, or use ask(), generate() or task()...run() where nobody reads along.",
                true);
    }

    /**
     * What a controller returns.
     *
     * @param opening answers by what it is given, once
     * @throws IllegalStateException where Spring MVC is not there to write it; it says what to do about it
     */
    public SseEmitter answer(Consumer<? super Responder> opening) {
        require();
        EmitterResponder responder = new EmitterResponder();
        opening.accept(responder);
        return responder.emitter();
    }

    /** To be asked before anything is done: throws what {@link #answer} does. */
    public void require() {
        if (missing != null) {
            throw new IllegalStateException(missing);
        }
    }

    /** Whether the thread of a controller knows its request; where not, it is known when somebody subscribes. */
    public boolean seeRequests() {
        return seeRequests;
    }
}
