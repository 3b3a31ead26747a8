package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * The defaults of all the application's HTTP clients, which apply unless this library has its own settings.
 *
 * @param connectTimeout the connect timeout
 * @param bundleName the name of an SSL bundle, which is followed when it is reloaded
 * @param bundle an SSL bundle without a name
 */
record ConnectionDefaults(
        @Nullable Duration connectTimeout,
        @Nullable String bundleName,
        @Nullable SslBundle bundle) {

    static final ConnectionDefaults NONE = new ConnectionDefaults(null, null, null);
}
