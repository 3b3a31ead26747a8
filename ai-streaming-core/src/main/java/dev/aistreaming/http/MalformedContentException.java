package dev.aistreaming.http;

import java.io.IOException;

/** Thrown if the content coding of a body cannot be decoded, or if decoding would make it larger than any genuine answer. */
public final class MalformedContentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message says what is wrong, without quoting the body */
    public MalformedContentException(String message) {
        super(message);
    }
}
