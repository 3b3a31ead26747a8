package dev.aistreaming.http;

import java.net.UnknownHostException;

/** An {@link AddressFilter} allows none of the addresses of a host. Nothing has been sent, and the next attempt would meet the same. */
public final class AddressRefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    /** @param message says which host */
    public AddressRefusedException(String message) {
        super(message);
    }
}
