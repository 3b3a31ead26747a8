package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection of a relay: one request and one answer after the other. */
final class ProviderStream {

    // of the one thread there is
    private static final ByteBuffer IN = ByteBuffer.allocateDirect(64 * 1024);
    private static final ByteBuffer OUT = ByteBuffer.allocateDirect(16 * 1024);

    private static final int ROOM_FOR_A_TOKEN = 1024;

    /** When the next token is due. */
    long due;

    /** Whether this answer has neither pace nor end. */
    boolean flood;

    private final ScriptedProvider provider;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Chunks chunks;
    private final StringBuilder request = new StringBuilder();
    private @Nullable ByteBuffer notTaken;
    private boolean streaming;
    private int tokens;
    private int sent;

    ProviderStream(ScriptedProvider provider, SocketChannel channel, SelectionKey key, Chunks chunks) {
        this.provider = provider;
        this.channel = channel;
        this.key = key;
        this.chunks = chunks;
    }

    boolean streaming() {
        return streaming;
    }

    boolean blocked() {
        return notTaken != null;
    }

    void ready() {
        try {
            if (key.isWritable()) {
                writeOn();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            abort();
        }
    }

    private void read() throws IOException {
        IN.clear();
        if (channel.read(IN) < 0) {
            abort();
            return;
        }
        request.append(StandardCharsets.ISO_8859_1.decode(IN.flip()));
        if (!streaming && requestIsWhole()) {
            request.setLength(0);
            provider.begin(this);
        }
    }

    private boolean requestIsWhole() {
        int head = request.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String headers = request.substring(0, head).toLowerCase(Locale.ROOT);
        int length = headers.indexOf("content-length:");
        if (length < 0) {
            return !headers.contains("transfer-encoding:") || request.toString().endsWith("0\r\n\r\n");
        }
        String value = headers.substring(length).lines().findFirst().orElseThrow();
        return request.length()
                >= head
                        + 4
                        + Integer.parseInt(
                                value.substring(value.indexOf(':') + 1).trim());
    }

    /** Sends the head and, so that it is there at once, the first token. */
    void begin(int tokens) {
        this.tokens = tokens;
        sent = 0;
        streaming = true;
        OUT.clear();
        chunks.opening(OUT);
        chunks.token(sent++, OUT);
        send(OUT.flip());
    }

    /** Sends the next token; after the last one the end. A blocked connection misses its turn. */
    void sendToken() {
        if (blocked()) {
            return;
        }
        OUT.clear();
        if (sent < tokens) {
            do {
                chunks.token(sent++, OUT);
            } while (flood && OUT.remaining() > ROOM_FOR_A_TOKEN);
            send(OUT.flip());
        } else {
            chunks.closing(OUT);
            send(OUT.flip());
            if (streaming) {
                streaming = false;
                provider.ended(true);
            }
        }
    }

    private void send(ByteBuffer bytes) {
        try {
            channel.write(bytes);
        } catch (IOException e) {
            abort();
            return;
        }
        if (bytes.hasRemaining()) {
            notTaken = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void writeOn() throws IOException {
        if (notTaken != null) {
            channel.write(notTaken);
            if (!notTaken.hasRemaining()) {
                notTaken = null;
                key.interestOps(SelectionKey.OP_READ);
                provider.unblocked(this);
            }
        }
    }

    /** Closes the connection; whoever was being answered is counted as gone. */
    void abort() {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("a connection could not be closed: " + e);
        }
        notTaken = null;
        if (streaming) {
            streaming = false;
            provider.ended(false);
        }
    }
}
