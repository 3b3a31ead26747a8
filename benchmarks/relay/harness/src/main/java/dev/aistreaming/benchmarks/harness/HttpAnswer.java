package dev.aistreaming.benchmarks.harness;

import java.util.Locale;

/** Reads a response of HTTP/1.1 in chunks, which is how all relays send streams. */
final class HttpAnswer {

    private enum Part {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        END
    }

    private final EventText text;
    private final StringBuilder line = new StringBuilder();
    private Part part = Part.HEAD;
    private boolean statusSeen;
    private boolean chunked;
    private int left;

    HttpAnswer(EventText text) {
        this.text = text;
    }

    boolean ended() {
        return part == Part.END;
    }

    /**
     * Takes more bytes.
     *
     * @throws IllegalStateException for a response that is no stream
     */
    void feed(byte[] bytes, int to) {
        int at = 0;
        while (at < to && part != Part.END) {
            if (part == Part.CHUNK) {
                int end = Math.min(to, at + left);
                text.feed(bytes, at, end);
                left -= end - at;
                at = end;
                part = left == 0 ? Part.CHUNK_END : Part.CHUNK;
            } else {
                byte b = bytes[at++];
                if (b == '\n') {
                    line(line.toString());
                    line.setLength(0);
                } else if (b != '\r') {
                    line.append((char) (b & 0xFF));
                }
            }
        }
    }

    private void line(String line) {
        switch (part) {
            case HEAD -> head(line.toLowerCase(Locale.ROOT));
            case CHUNK_SIZE -> {
                left = Integer.parseInt(line, 16);
                part = left == 0 ? Part.TRAILER : Part.CHUNK;
            }
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case TRAILER -> part = line.isEmpty() ? Part.END : Part.TRAILER;
            case CHUNK, END -> throw new IllegalStateException("not made of lines");
        }
    }

    private void head(String line) {
        if (!statusSeen) {
            statusSeen = true;
            if (!line.startsWith("http/1.1 200")) {
                throw new IllegalStateException(line);
            }
        } else if (line.isEmpty()) {
            if (!chunked) {
                throw new IllegalStateException("not in chunks");
            }
            part = Part.CHUNK_SIZE;
        } else if (line.startsWith("transfer-encoding:")) {
            chunked = line.contains("chunked");
        }
    }
}
