package dev.aistreaming.spring.jdbc;

import dev.aistreaming.conversation.ConversationKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Keys as databases compare them: exactly, whatever a collation makes of case, accents and blanks at the end, however long an owner's
 * name is, and with nobody as one owner.
 */
final class KeyHash {

    private KeyHash() {}

    /** 64 hexadecimal digits. */
    static String of(ConversationKey key) {
        String owner = key.owner();
        return hash(owner == null ? "nobody " + key.id() : owner.length() + " " + owner + key.id());
    }

    /** 64 hexadecimal digits; {@code null} for nobody. */
    static @Nullable String ofOwner(@Nullable String owner) {
        return owner == null ? null : hash(owner);
    }

    /** Of all characters, also of those that UTF-8 cannot carry. */
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
