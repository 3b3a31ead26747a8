package dev.aistreaming.http;

import java.net.ConnectException;

/** There was no connection in time, TLS and the way through a proxy included. Nothing had been sent. */
public final class ConnectTimeoutException extends ConnectException {

    private static final long serialVersionUID = 1L;

    /** @param message says what took too long */
    public ConnectTimeoutException(String message) {
        super(message);
    }
}
