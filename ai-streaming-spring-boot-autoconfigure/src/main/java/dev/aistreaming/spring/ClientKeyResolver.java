package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;

/**
 * Tells who asks, for the limits of streams and of tokens per client and, shortened, for the list of open streams. Called on the
 * thread that calls {@link AiService}; in WebFlux as {@link StreamOwnerResolver}. A bean of this type takes the place of the default, which is the principal's name or, where nobody
 * is signed in, the remote address.
 */
public interface ClientKeyResolver {

    /** A key that is the same for the same client; {@code null}: no limit applies, and nobody is named. */
    @Nullable
    String currentClient();
}
