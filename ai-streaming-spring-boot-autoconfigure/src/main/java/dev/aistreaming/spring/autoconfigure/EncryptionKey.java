package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.redis.RequestCipher;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The key that encrypts requests in Redis. No message shows its value. */
final class EncryptionKey {

    private static final String NAME = "ai.streaming.resume.encryption-key";
    private static final String REMEDY = "Set " + NAME + " to " + RequestCipher.KEY_LENGTH
            + " random bytes in Base64, such as those that \"openssl rand -base64 " + RequestCipher.KEY_LENGTH
            + "\" prints, and to the same on all instances; or ai.streaming.resume.on-crash to tell.";

    private EncryptionKey() {}

    static RequestCipher cipher(@Nullable String base64) {
        if (base64 == null || base64.isBlank()) {
            throw new InvalidSettingException(
                    "ai.streaming.resume.on-crash is restart, which keeps what is asked in Redis, but there is no key to encrypt it with: "
                            + NAME + " is not set.",
                    REMEDY);
        }
        byte[] key = decoded(base64.strip());
        if (key.length != RequestCipher.KEY_LENGTH) {
            throw new InvalidSettingException(
                    NAME + " has " + key.length + " bytes, but must have " + RequestCipher.KEY_LENGTH + ".", REMEDY);
        }
        return new RequestCipher(key);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) { // not as a cause, because its message may quote the key
            throw new InvalidSettingException(NAME + " is no Base64.", REMEDY);
        }
    }
}
