package dev.aistreaming.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and where, for the log.
 *
 * @param model the model the request names, if it names one
 * @param uri where the request went
 */
record Asked(@Nullable String model, URI uri) {

    /** The host and, where it is not the scheme's own, the port. */
    String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Without the user and the query, which may be keys. */
    String address() {
        return uri.getScheme() + "://" + host() + uri.getRawPath();
    }

    @Override
    public String toString() {
        return model == null ? address() : model + " at " + address();
    }
}
