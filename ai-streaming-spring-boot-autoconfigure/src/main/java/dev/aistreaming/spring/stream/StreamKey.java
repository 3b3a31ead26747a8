package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;

/** The application's key of a stream. */
final class StreamKey {

    private static final int MAX_LENGTH = 256;

    private StreamKey() {}

    /** @throws AiException with {@code invalid_request} if the key is not valid */
    static String checked(String key) {
        if (key.isBlank() || key.length() > MAX_LENGTH) {
            throw AiException.invalidRequest("key must have 1 to " + MAX_LENGTH + " characters, and not be blank");
        }
        return key;
    }
}
