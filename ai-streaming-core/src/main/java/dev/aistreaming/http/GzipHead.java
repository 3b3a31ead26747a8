package dev.aistreaming.http;

import java.nio.ByteBuffer;

/** Skips the gzip header (RFC 1952) byte by byte, since it may be split anywhere. */
final class GzipHead {

    private static final int FIXED_BYTES = 10;
    private static final int FLAGS_AT = 3;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private int position;
    private int flags;
    private int extraRead;
    private int extraLength;
    private int checksumRead;

    /** Returns whether the data follows. Otherwise all bytes have been consumed, and the header continues. */
    boolean read(ByteBuffer bytes) throws MalformedContentException {
        while (!isOver()) {
            if (!bytes.hasRemaining()) {
                return false;
            }
            read(bytes.get() & 0xff);
        }
        return true;
    }

    private boolean isOver() {
        return position == FIXED_BYTES && flags == 0;
    }

    private void read(int b) throws MalformedContentException {
        if (position < FIXED_BYTES) {
            readFixed(b);
        } else if ((flags & EXTRA) != 0) {
            readExtra(b);
        } else if ((flags & NAME) != 0) {
            flags = b == 0 ? flags & ~NAME : flags;
        } else if ((flags & COMMENT) != 0) {
            flags = b == 0 ? flags & ~COMMENT : flags;
        } else if (++checksumRead == 2) {
            flags = 0;
        }
    }

    private void readFixed(int b) throws MalformedContentException {
        if ((position == 0 && b != 0x1f) || (position == 1 && b != 0x8b)) {
            throw new MalformedContentException("a body that is declared as gzip, but is not");
        }
        if (position == FLAGS_AT) {
            flags = b & (CHECKSUM | EXTRA | NAME | COMMENT);
        }
        position++;
    }

    private void readExtra(int b) {
        extraRead++;
        if (extraRead <= 2) {
            extraLength |= b << (8 * (extraRead - 1));
        }
        if (extraRead >= 2 && extraRead == extraLength + 2) {
            flags &= ~EXTRA;
        }
    }
}
