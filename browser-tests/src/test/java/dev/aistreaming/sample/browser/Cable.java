package dev.aistreaming.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to the application that a test can interrupt: Chromium, told to be offline, goes on with the connections that it has. */
final class Cable implements AutoCloseable {

    private final ServerSocket end;
    private final URI application;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Cable(URI application) throws IOException {
        this.application = application;
        end = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    /** The application, by this way. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + end.getLocalPort() + "/");
    }

    /** Breaks what is open; whoever connects again gets through. */
    void interrupt() {
        open.forEach(Cable::close);
    }

    private void accept() {
        while (!end.isClosed()) {
            try {
                Socket browser = end.accept();
                Socket server = new Socket(application.getHost(), application.getPort());
                open.add(browser);
                open.add(server);
                thread(() -> pass(browser, server));
                thread(() -> pass(server, browser));
            } catch (IOException e) {
                // closed, or the application is gone: the page will see that, too
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one end has closed, and now both have
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        end.close();
        interrupt();
    }
}
