package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;

/**
 * Identifies the client, for the limits of streams and tokens per client and, shortened, for the list of open streams. It is called on the
 * thread that calls {@link AiService}; in WebFlux, as {@link StreamOwnerResolver}. Define a bean of this type to replace the default, which is
 * the name of the principal or, if nobody is signed in, the remote address.
 */
public interface ClientKeyResolver {

    /** Returns a key that is the same for the same client; {@code null} if no limit applies. */
    @Nullable
    String currentClient();
}
