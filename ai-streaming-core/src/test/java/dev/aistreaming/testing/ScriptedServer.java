package dev.aistreaming.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider that does exactly what a test says, over plain sockets on the loopback interface. */
public final class ScriptedServer implements AutoCloseable {

    /** What to do with one request. */
    public interface Script {
        void play(ScriptedConnection connection) throws IOException, InterruptedException;

        /** Sends these pieces, each a chunk of its own, and ends the response. */
        static Script streaming(String... pieces) {
            return connection -> {
                connection.head(200, "text/event-stream");
                for (String piece : pieces) {
                    connection.chunk(piece);
                }
                connection.end();
            };
        }

        static Script answering(int status, String contentType, String body, String... headers) {
            return connection -> connection.whole(status, contentType, body, headers);
        }
    }

    private final ServerSocket socket;
    private final Script script;
    private final Set<ScriptedConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<ScriptedConnection.Request> requests = new CopyOnWriteArrayList<>();

    public ScriptedServer(Script script) {
        this.script = script;
        try {
            this.socket = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread("scripted-server", this::accept);
    }

    /** A server that answers every request with these pieces, each a chunk of its own, and ends the response. */
    public static ScriptedServer streaming(String... pieces) {
        return new ScriptedServer(Script.streaming(pieces));
    }

    /** A server that answers every request with this. */
    public static ScriptedServer answering(int status, String contentType, String body, String... headers) {
        return new ScriptedServer(Script.answering(status, contentType, body, headers));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    public List<ScriptedConnection.Request> requests() {
        return requests;
    }

    /** Connections that neither side has closed. */
    public int openConnections() {
        return connections.size();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                accepted.setTcpNoDelay(true);
                ScriptedConnection connection = new ScriptedConnection(accepted);
                connections.add(connection);
                thread("scripted-connection", () -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(ScriptedConnection connection) {
        try (connection) {
            while (connection.isOpen()) {
                ScriptedConnection.Request request = connection.readRequest();
                if (request == null) {
                    return;
                }
                requests.add(request);
                script.play(connection);
            }
        } catch (IOException e) {
            connection.clientIsGone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(ScriptedConnection::close);
    }
}
