package dev.aistreaming.spring.web;

import org.jspecify.annotations.Nullable;

/** Whether answers can go to browsers as emitters of Spring MVC here. */
public final class Emitters {

    private final @Nullable String missing;

    private Emitters(@Nullable String missing) {
        this.missing = missing;
    }

    /** Of Spring MVC, which writes them. */
    public static Emitters ofSpringMvc() {
        return new Emitters(null);
    }

    /** Of a WebFlux application, which would not know what to do with one. */
    public static Emitters ofWebFlux() {
        return new Emitters(
                "stream() and resume() return an emitter of Spring MVC, and this is a WebFlux application: return"
                        + " task()...publish() or AiStreams.publish(..) from the controller instead.");
    }

    /** Of an application that no browser can reach. */
    public static Emitters withoutWeb() {
        return new Emitters(
                "stream() and resume() return an emitter of Spring MVC, and this is no servlet application: add"
                        + " spring-boot-starter-webmvc, or use ask(), generate() or task()...run() where nobody reads along.");
    }

    /** @throws IllegalStateException where they cannot; it says what to do about it */
    public void require() {
        if (missing != null) {
            throw new IllegalStateException(missing);
        }
    }
}
