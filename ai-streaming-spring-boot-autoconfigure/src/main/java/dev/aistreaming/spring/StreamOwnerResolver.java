package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;

/**
 * Identifies the owner of a stream. Only the owner can resume it, stop it, or do anything else with it. The resolver is called on the thread
 * that calls {@link AiService#stream} or {@link AiStreams}; in WebFlux, on the thread that opens the stream, where Spring's {@code
 * RequestContextHolder} holds the exchange. Define a bean of this type to replace the default, which is the name of the principal. If nobody is
 * signed in, a stream has no owner: anybody can use it who knows its id, which nobody can guess, or its {@link TaskBuilder#key key}.
 */
public interface StreamOwnerResolver {

    /** Returns a name that is the same for the same owner; {@code null} for no owner. */
    @Nullable
    String currentOwner();
}
