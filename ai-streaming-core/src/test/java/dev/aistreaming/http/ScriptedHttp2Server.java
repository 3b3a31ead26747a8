package dev.aistreaming.http;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Speaks HTTP/2 frame by frame, as a test says. */
final class ScriptedHttp2Server implements AutoCloseable {

    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    /** What to do with one request, whose body has come. */
    interface Script {
        void play(Stream stream) throws IOException, InterruptedException;
    }

    private final SSLServerSocket socket;
    private final Script script;
    private final Set<SSLSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    ScriptedHttp2Server(SSLContext context, Script script) throws IOException {
        this.script = script;
        this.socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        thread(this::accept);
    }

    URI url() {
        return URI.create("https://localhost:" + socket.getLocalPort());
    }

    int openConnections() {
        return open.size();
    }

    int acceptedConnections() {
        return accepted.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                SSLSocket connection = (SSLSocket) socket.accept();
                accepted.incrementAndGet();
                open.add(connection);
                thread(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SSLSocket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            in.readFully(new byte[PREFACE_BYTES]);
            frame(out, SETTINGS, 0, 0, new byte[0]);
            while (true) {
                serveFrame(in, out);
            }
        } catch (IOException | InterruptedException gone) {
            // as clients do
        } finally {
            open.remove(connection);
        }
    }

    private void serveFrame(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        in.readFully(new byte[lengthAndType >>> 8]);
        int type = lengthAndType & 0xff;
        if (type == SETTINGS && (flags & ACK) == 0) {
            frame(out, SETTINGS, ACK, 0, new byte[0]);
        } else if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
            script.play(new Stream(in, out, stream));
        }
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        synchronized (out) {
            out.writeInt(payload.length << 8 | type);
            out.writeByte(flags);
            out.writeInt(stream);
            out.write(payload);
            out.flush();
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "scripted-http2-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (SSLSocket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's side of one request. */
    record Stream(DataInputStream in, DataOutputStream out, int id) {

        /** Status 200, which is the eighth entry of HPACK's table, and nothing else. */
        void head() throws IOException {
            frame(out, HEADERS, END_HEADERS, id, new byte[] {(byte) 0x88});
        }

        void data(String text) throws IOException {
            frame(out, DATA, 0, id, text.getBytes(StandardCharsets.UTF_8));
        }

        void end() throws IOException {
            frame(out, DATA, END_STREAM, id, new byte[0]);
        }

        void reset(int code) throws IOException {
            frame(out, RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(code).array());
        }

        void goAway(int lastStream, int code) throws IOException {
            frame(
                    out,
                    GOAWAY,
                    0,
                    0,
                    ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array());
        }

        void hangUp() throws IOException {
            out.close();
        }

        /** How much more the client is ready to take, as its next frame that says so has it. */
        int awaitWindowUpdate() throws IOException {
            while (true) {
                int lengthAndType = in.readInt();
                in.readUnsignedByte();
                int stream = in.readInt();
                byte[] payload = new byte[lengthAndType >>> 8];
                in.readFully(payload);
                if ((lengthAndType & 0xff) == WINDOW_UPDATE && stream == id) {
                    return ByteBuffer.wrap(payload).getInt();
                }
            }
        }
    }
}
