package dev.aistreaming.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The provider's side of one connection. */
public final class ScriptedConnection implements AutoCloseable {

    /** A request as it came; header names in lower case. */
    public record Request(String line, Map<String, String> headers, String body) {}

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final CountDownLatch clientGone = new CountDownLatch(1);
    private volatile @Nullable Request request;

    ScriptedConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    @Nullable
    Request readRequest() throws IOException {
        String line = readLine();
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        Request read = new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        request = read;
        return read;
    }

    /** The request that is being answered. */
    public Request request() {
        Request current = request;
        if (current == null) {
            throw new IllegalStateException("there has been no request yet");
        }
        return current;
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** The head of a response whose body follows in chunks. */
    public void head(int status, String contentType, String... headers) throws IOException {
        raw(statusAndHeaders(status, contentType, headers) + "Transfer-Encoding: chunked\r\n\r\n");
    }

    /** A whole response. */
    public void whole(int status, String contentType, String body, String... headers) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        raw(statusAndHeaders(status, contentType, headers) + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    private static String statusAndHeaders(int status, String contentType, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Type: " + contentType + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    /** A piece of a chunked body. */
    public void chunk(String text) throws IOException {
        chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A piece of a chunked body, which holds all of this. */
    public void chunk(byte[]... pieces) throws IOException {
        int length = Stream.of(pieces).mapToInt(piece -> piece.length).sum();
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (byte[] piece : pieces) {
            framed.writeBytes(piece);
        }
        framed.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(framed.toByteArray());
        out.flush();
    }

    /** Ends a chunked body as HTTP wants it. */
    public void end() throws IOException {
        raw("0\r\n\r\n");
    }

    /** Bytes as they are. */
    public void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Closes so that the client sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says nothing more, and waits until the client closes the connection. */
    public void waitForClientToLeave() throws IOException {
        try {
            while (in.read() >= 0) {
                // a client that goes on sending has not left
            }
        } catch (SocketException reset) {
            // that is leaving, too
        } finally {
            clientIsGone();
        }
    }

    void clientIsGone() {
        clientGone.countDown();
    }

    /** Whether the client closed the connection within this time. */
    public boolean clientLeft(long seconds) throws InterruptedException {
        return clientGone.await(seconds, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
