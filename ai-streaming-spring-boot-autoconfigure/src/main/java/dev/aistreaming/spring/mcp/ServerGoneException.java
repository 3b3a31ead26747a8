package dev.aistreaming.spring.mcp;

import java.io.IOException;

/** Nothing more will come from a server: what waits for it waits in vain. */
final class ServerGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ServerGoneException(String message) {
        super(message);
    }
}
