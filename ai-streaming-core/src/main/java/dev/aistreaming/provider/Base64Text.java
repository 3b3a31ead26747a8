package dev.aistreaming.provider;

import dev.aistreaming.chat.Media;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/**
 * A text in a request that is the Base64 form of bytes, possibly megabytes of them. It is encoded piece by piece while the body is
 * written, and never held in memory as a whole.
 *
 * @param prefix a short text that precedes it
 */
record Base64Text(String prefix, Media.Bytes media) {

    /** A multiple of three, so that only the last piece is padded. */
    private static final int PIECE = 3 * 4096;

    /** The length of the text. */
    long length() {
        return prefix.length() + (media.length() + 2L) / 3 * 4;
    }

    void writeTo(JsonGenerator json) {
        json.writeRawValue('"' + prefix.replace("\\", "\\\\").replace("\"", "\\\"")); // contains no control characters
        try (InputStream bytes = media.openStream()) {
            byte[] piece = bytes.readNBytes(PIECE);
            while (piece.length > 0) {
                json.writeRaw(Base64.getEncoder().encodeToString(piece));
                piece = bytes.readNBytes(PIECE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen with bytes in memory
        }
        json.writeRaw('"');
    }
}
