package dev.aistreaming.http;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Decodes gzip and deflate, although they were not requested, piece by piece in order to use little memory. */
final class InflatedBody {

    private static final int PIECE = 8 * 1024;

    /** Up to this size any compression ratio is plausible: a small body may consist of a single repeated character. */
    private static final long ANY_RATIO_BYTES = 1024 * 1024;

    /** Text compresses 3 to 20 times, and a repetitive answer up to 100 times. */
    private static final int MAX_RATIO = 200;

    private final boolean gzip;
    private final byte[] piece = new byte[PIECE];
    private @Nullable GzipHead head;
    private @Nullable Inflater inflater;
    private ByteBuffer wire = ByteBuffer.allocate(0);
    private long read;
    private long made;

    private InflatedBody(boolean gzip) {
        this.gzip = gzip;
        this.head = gzip ? new GzipHead() : null;
    }

    /** Returns {@code null} if the body is not encoded. */
    static @Nullable InflatedBody of(Headers headers) throws MalformedContentException {
        String coding = headers.firstValue("content-encoding")
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .orElse("");
        return switch (coding) {
            case "", "identity" -> null;
            case "gzip", "x-gzip" -> new InflatedBody(true);
            case "deflate" -> new InflatedBody(false);
            default -> throw new MalformedContentException("a content coding that was not asked for: " + coding);
        };
    }

    /** @param bytes may only be passed once the previous bytes are used up; kept until {@link #next} returns {@code null} */
    void feed(ByteBuffer bytes) {
        wire = bytes;
        read += bytes.remaining();
    }

    /** The next piece, to be consumed before the next call; {@code null} if more input is needed. */
    @Nullable
    ByteBuffer next() throws MalformedContentException {
        if (head != null) {
            if (!head.read(wire)) {
                return null;
            }
            head = null;
        }
        if (inflater == null) {
            if (!wire.hasRemaining()) {
                return null;
            }
            inflater = new Inflater(gzip || !isZlib(wire.get(wire.position())));
        }
        int length = inflate(inflater);
        if (length == 0) {
            return null;
        }
        made += length;
        if (made > ANY_RATIO_BYTES && made > read * MAX_RATIO) {
            throw new MalformedContentException(
                    "a compressed body that expands to more than " + MAX_RATIO + " times its size");
        }
        return ByteBuffer.wrap(piece, 0, length);
    }

    /** The first byte distinguishes standard deflate, with a zlib header, from the raw form that some servers send. */
    private static boolean isZlib(byte first) {
        return (first & 0x0f) == 8;
    }

    private int inflate(Inflater inflater) throws MalformedContentException {
        if (inflater.finished()) {
            wire.position(wire.limit()); // a checksum, which is not needed, since the answer has its own end marker
            return 0;
        }
        if (wire.hasRemaining() && inflater.needsInput()) {
            inflater.setInput(wire);
        }
        try {
            int length = inflater.inflate(piece);
            if (inflater.needsDictionary()) {
                throw new MalformedContentException("a compressed body that needs a dictionary");
            }
            return length;
        } catch (DataFormatException e) {
            throw new MalformedContentException("an invalid compressed body: " + e.getMessage());
        }
    }

    void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
