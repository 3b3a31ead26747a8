package dev.aistreaming.http;

import java.net.UnknownHostException;

/**
 * Thrown if the {@link AddressFilter} allows none of a host's addresses. Nothing has been sent, and a retry would fail in the same
 * way.
 */
public final class AddressRefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    /** @param message names the host */
    public AddressRefusedException(String message) {
        super(message);
    }
}
