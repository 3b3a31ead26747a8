package dev.aistreaming.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What was requested and from where, for the log.
 *
 * @param model the model that the request names; {@code null} if it names none
 * @param uri the address of the request
 */
record Asked(@Nullable String model, URI uri) {

    /** The host, with the port unless it is the scheme's default. */
    String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Without the user info and query, which may contain keys. */
    String address() {
        return uri.getScheme() + "://" + host() + uri.getRawPath();
    }

    @Override
    public String toString() {
        return model == null ? address() : model + " at " + address();
    }
}
