package dev.aistreaming.provider;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the key of a provider for each call, so that keys change without a restart. Keys are sent to their provider, masked
 * in errors, and kept nowhere else.
 */
@FunctionalInterface
public interface ApiKeySource {

    /**
     * The key that holds now. Called by several threads at a time, once per attempt of a call, before it is sent: whoever asks
     * waits for it. A key that comes from far away is best kept here and renewed on a thread of the source's own.
     *
     * @param provider the name that the provider is configured under
     * @return the key; {@code null} or blank: the configured one. One that begins with {@code Bearer } is sent as
     *     {@code Authorization}, whatever header the provider has for its keys
     * @throws IOException if there is none just now. Like every other exception it ends the attempt with the code
     *     {@code authentication}, is retried, and must not have a key in its message
     */
    @Nullable
    String apiKey(String provider) throws IOException;
}
