package dev.aistreaming.http;

import java.io.IOException;

/** A body whose content coding cannot be undone, or would make it larger than any honest answer. */
public final class MalformedContentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong; holds nothing of the body */
    public MalformedContentException(String message) {
        super(message);
    }
}
