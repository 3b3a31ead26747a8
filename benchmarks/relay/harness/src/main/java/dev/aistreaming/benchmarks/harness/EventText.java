package dev.aistreaming.benchmarks.harness;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** The text of one answer: undoes SSE and JSON, takes the send times out, and hashes what is left. */
final class EventText {

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);

    private final LongConsumer sendTimes;
    private byte[] begun = new byte[256];
    private int begunLength;
    private long hash = Corpus.EMPTY_HASH;
    private int tokens;
    private boolean done;
    private boolean inStamp;
    private long stamp;

    /**
     * @param sendTimes takes the send times found, in microseconds
     */
    EventText(LongConsumer sendTimes) {
        this.sendTimes = sendTimes;
    }

    int tokens() {
        return tokens;
    }

    /** Whether the answer is whole and as it was sent. */
    boolean isAnswer(long expectedHash) {
        return done && hash == expectedHash;
    }

    void feed(byte[] bytes, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                if (begunLength == 0) {
                    line(bytes, start, i);
                } else {
                    keep(bytes, start, i);
                    line(begun, 0, begunLength);
                    begunLength = 0;
                }
                start = i + 1;
            }
        }
        keep(bytes, start, to);
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = to - from;
        if (begunLength + length > begun.length) {
            begun = Arrays.copyOf(begun, 2 * (begunLength + length));
        }
        System.arraycopy(bytes, from, begun, begunLength, length);
        begunLength += length;
    }

    private void line(byte[] bytes, int from, int to) {
        if (!startsWith(bytes, from, to, DATA)) {
            return;
        }
        int start = from + DATA.length;
        if (start < to && bytes[start] == ' ') {
            start++;
        }
        if (startsWith(bytes, start, to, DONE)) {
            done = true;
            return;
        }
        for (int i = start; i < to; i++) {
            if (bytes[i] == '"' && startsWith(bytes, i, to, CONTENT)) {
                content(bytes, i + CONTENT.length, to);
                return;
            }
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] what) {
        return to - from >= what.length && Arrays.equals(bytes, from, from + what.length, what, 0, what.length);
    }

    private void content(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '"') {
            i = bytes[i] == '\\' ? escape(bytes, i + 1) : plain(bytes, i);
        }
        if (i > from) {
            tokens++;
        }
    }

    private int plain(byte[] bytes, int i) {
        text(bytes[i]);
        return i + 1;
    }

    private int escape(byte[] bytes, int i) {
        switch (bytes[i]) {
            case 'n' -> text('\n');
            case 't' -> text('\t');
            case 'u' -> {
                char first = hex(bytes, i + 1);
                boolean pair = Character.isHighSurrogate(first);
                char[] chars = pair ? new char[] {first, hex(bytes, i + 7)} : new char[] {first};
                for (byte b : new String(chars).getBytes(StandardCharsets.UTF_8)) {
                    text(b);
                }
                return i + (pair ? 11 : 5);
            }
            default -> text(bytes[i]);
        }
        return i + 1;
    }

    private static char hex(byte[] bytes, int from) {
        return (char) Integer.parseInt(new String(bytes, from, 4, StandardCharsets.US_ASCII), 16);
    }

    private void text(int utf8) {
        if (utf8 == Corpus.STAMP) {
            if (inStamp) {
                sendTimes.accept(stamp);
            }
            inStamp = !inStamp;
            stamp = 0;
        } else if (inStamp) {
            stamp = stamp * 10 + (utf8 - '0');
        } else {
            hash = Corpus.hash(hash, utf8);
        }
    }
}
