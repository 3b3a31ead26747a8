package dev.aistreaming.provider;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the API key of a provider for each call, so that keys can be rotated without a restart. Keys are sent to their provider,
 * masked in errors, and stored nowhere else.
 */
@FunctionalInterface
public interface ApiKeySource {

    /**
     * Returns the current key. Called once for every attempt of a call before it is sent, by several threads at the same time. The
     * call waits for it, so a key that takes long to obtain should be cached and renewed in the background.
     *
     * @param provider the name under which the provider is configured
     * @return the key; {@code null} or blank for the configured key. A key that begins with {@code Bearer } is sent as
     *     {@code Authorization}, whatever header the provider normally uses
     * @throws IOException if no key is available at the moment. Like every other exception, it ends the attempt with the code
     *     {@code authentication}, which is retried. Its message must not contain a key
     */
    @Nullable
    String apiKey(String provider) throws IOException;
}
