package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;

/**
 * Tells whose stream is opened or asked for: only its owner may resume it, stop it, or do anything else with it. Called on the thread that calls
 * {@link AiService#stream} or {@link AiStreams}; in WebFlux on one that opens the stream, where Spring's {@code RequestContextHolder} has the
 * exchange meanwhile. A bean of this type takes the place of the default, which is the principal's
 * name or, where nobody is signed in, nobody: then whoever knows the stream's id, which nobody can guess, or its {@link TaskBuilder#key key}.
 */
public interface StreamOwnerResolver {

    /** A name that is the same for the same owner; {@code null}: nobody. */
    @Nullable
    String currentOwner();
}
