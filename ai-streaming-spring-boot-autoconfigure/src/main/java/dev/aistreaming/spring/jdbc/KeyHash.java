package dev.aistreaming.spring.jdbc;

import dev.aistreaming.conversation.ConversationKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Hashes keys, so that databases compare them exactly, regardless of a collation's rules for case, accents and trailing blanks and of the
 * length of an owner's name. Conversations without an owner count as those of a single owner.
 */
final class KeyHash {

    private KeyHash() {}

    /** Returns the hash as 64 hexadecimal digits. */
    static String of(ConversationKey key) {
        String owner = key.owner();
        return hash(owner == null ? "nobody " + key.id() : owner.length() + " " + owner + key.id());
    }

    /** Returns the hash of the owner as 64 hexadecimal digits; {@code null} if there is no owner. */
    static @Nullable String ofOwner(@Nullable String owner) {
        return owner == null ? null : hash(owner);
    }

    /** Hashes all characters, including those that UTF-8 cannot encode. */
    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < text.length(); i++) {
                digest.update((byte) (text.charAt(i) >> Byte.SIZE));
                digest.update((byte) text.charAt(i));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
