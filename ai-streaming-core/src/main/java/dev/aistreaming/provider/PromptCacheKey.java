package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A key by which a provider can find the beginning of a conversation in its cache. It reveals nothing of the content. */
final class PromptCacheKey {

    private static final int LENGTH = 32;

    private PromptCacheKey() {}

    /** The same for all requests of a growing conversation. */
    static String of(ChatRequest request) {
        String beginning = request.model() + "\n" + request.system() + "\n" + request.tools() + "\n"
                + request.messages().get(0).text();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(beginning.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM supports it
        }
    }
}
