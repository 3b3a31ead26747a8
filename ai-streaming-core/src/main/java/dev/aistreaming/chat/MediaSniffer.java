package dev.aistreaming.chat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Detects media types from the bytes. Providers inspect the bytes too, and reject for example a file that merely claims to be an
 * image.
 */
final class MediaSniffer {

    private MediaSniffer() {}

    /** The media type, or {@code null} if it cannot be detected. */
    static @Nullable String type(byte[] bytes) {
        if (has(bytes, 0, "\u0089PNG\r\n\u001A\n")) {
            return "image/png";
        }
        if (has(bytes, 0, "\u00FF\u00D8\u00FF")) {
            return "image/jpeg";
        }
        if (has(bytes, 0, "GIF87a") || has(bytes, 0, "GIF89a")) {
            return "image/gif";
        }
        if (has(bytes, 0, "RIFF")) {
            return has(bytes, 8, "WEBP") ? "image/webp" : has(bytes, 8, "WAVE") ? "audio/wav" : null;
        }
        if (has(bytes, 0, "%PDF-")) {
            return "application/pdf";
        }
        if (has(bytes, 0, "ID3") || isMpegFrame(bytes)) {
            return "audio/mpeg";
        }
        return isText(bytes) ? "text/plain" : null;
    }

    private static boolean has(byte[] bytes, int from, String latin1) {
        byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= from + wanted.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    /** Checks for the eleven sync bits of an MPEG frame and for layer III, which is MP3. */
    private static boolean isMpegFrame(byte[] bytes) {
        return bytes.length > 1
                && (bytes[0] & 0xFF) == 0xFF
                && (bytes[1] & 0xE0) == 0xE0
                && (bytes[1] & 0x06) == 0x02
                && (bytes[1] & 0x18) != 0x08;
    }

    private static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t' && each != '\f') {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
