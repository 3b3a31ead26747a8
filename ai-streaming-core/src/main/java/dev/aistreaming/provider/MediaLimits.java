package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Media;

/**
 * How large what is sent beside text may be: the whole request stands in memory, a third larger than the bytes are.
 *
 * @param maxBytes of one image, document or sound
 */
record MediaLimits(int maxBytes) {

    static final MediaLimits DEFAULTS = new MediaLimits(20_000_000);

    /**
     * The bytes, if they are not too many.
     *
     * @throws AiException with {@code invalid_request}
     */
    Media.Bytes checked(String what, Media.Bytes media) {
        if (media.length() > maxBytes) {
            throw AiException.invalidRequest(
                    what + " has " + media.length() + " bytes, but may have at most " + maxBytes);
        }
        return media;
    }
}
