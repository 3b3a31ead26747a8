package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * What holds for the connections of all HTTP clients of the application, where nothing is said of ours.
 *
 * @param connectTimeout the longest wait for a connection
 * @param bundleName the name of an SSL bundle, which is followed where it is reloaded
 * @param bundle an SSL bundle that has no name
 */
record ConnectionDefaults(
        @Nullable Duration connectTimeout,
        @Nullable String bundleName,
        @Nullable SslBundle bundle) {

    static final ConnectionDefaults NONE = new ConnectionDefaults(null, null, null);
}
