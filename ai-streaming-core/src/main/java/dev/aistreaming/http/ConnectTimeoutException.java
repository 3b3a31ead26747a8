package dev.aistreaming.http;

import java.net.ConnectException;

/** Thrown if there was no connection in time, including TLS and a proxy's tunnel. Nothing had been sent. */
public final class ConnectTimeoutException extends ConnectException {

    private static final long serialVersionUID = 1L;

    /** @param message says what took too long */
    public ConnectTimeoutException(String message) {
        super(message);
    }
}
