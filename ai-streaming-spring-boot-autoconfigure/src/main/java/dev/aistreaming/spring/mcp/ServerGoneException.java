package dev.aistreaming.spring.mcp;

import java.io.IOException;

/** The server will send nothing more, so nobody should wait for it. */
final class ServerGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ServerGoneException(String message) {
        super(message);
    }
}
