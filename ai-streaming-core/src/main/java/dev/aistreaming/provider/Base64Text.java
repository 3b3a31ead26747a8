package dev.aistreaming.provider;

import dev.aistreaming.chat.Media;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/**
 * A text of a request that is the base64 of bytes, which may be megabytes: it is made piece by piece where the body is written, and
 * stands nowhere else.
 *
 * @param prefix what comes before it, a short one
 */
record Base64Text(String prefix, Media.Bytes media) {

    /** Of whole groups of three, so that only the last piece is padded. */
    private static final int PIECE = 3 * 4096;

    /** How long it is. */
    long length() {
        return prefix.length() + (media.length() + 2L) / 3 * 4;
    }

    void writeTo(JsonGenerator json) {
        json.writeRawValue('"' + prefix.replace("\\", "\\\\").replace("\"", "\\\"")); // has no control characters
        try (InputStream bytes = media.openStream()) {
            byte[] piece = bytes.readNBytes(PIECE);
            while (piece.length > 0) {
                json.writeRaw(Base64.getEncoder().encodeToString(piece));
                piece = bytes.readNBytes(PIECE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not of bytes in memory
        }
        json.writeRaw('"');
    }
}
