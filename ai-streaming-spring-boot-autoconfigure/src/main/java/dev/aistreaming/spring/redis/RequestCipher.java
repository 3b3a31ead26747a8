package dev.aistreaming.spring.redis;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts requests with AES-GCM and a key of the application. What was encrypted for one stream cannot be decrypted for another. */
public final class RequestCipher {

    /** The length of a key in bytes. */
    public static final int KEY_LENGTH = 32;

    private static final byte VERSION = 1;
    private static final int IV_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /**
     * Creates a cipher.
     *
     * @param key {@value #KEY_LENGTH} bytes that nobody can guess
     */
    public RequestCipher(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a key must have " + KEY_LENGTH + " bytes, but has " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    byte[] encrypt(String streamId, byte[] request) {
        byte[] iv = new byte[IV_LENGTH];
        random.nextBytes(iv);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, streamId, iv).doFinal(request);
            byte[] all = new byte[1 + IV_LENGTH + encrypted.length];
            all[0] = VERSION;
            System.arraycopy(iv, 0, all, 1, IV_LENGTH);
            System.arraycopy(encrypted, 0, all, 1 + IV_LENGTH, encrypted.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws GeneralSecurityException if this was not encrypted for this stream with this key */
    byte[] decrypt(String streamId, byte[] encrypted) throws GeneralSecurityException {
        if (encrypted.length < 1 + IV_LENGTH + TAG_BITS / 8 || encrypted[0] != VERSION) {
            throw new GeneralSecurityException("not a request that this version has encrypted");
        }
        byte[] iv = Arrays.copyOfRange(encrypted, 1, 1 + IV_LENGTH);
        return cipher(Cipher.DECRYPT_MODE, streamId, iv)
                .doFinal(encrypted, 1 + IV_LENGTH, encrypted.length - 1 - IV_LENGTH);
    }

    private Cipher cipher(int mode, String streamId, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(("ai-streaming:request:" + streamId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
