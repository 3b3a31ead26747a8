package dev.aistreaming.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens tunnels to a server, whatever host is asked for. */
final class TunnellingProxy implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI server;
    private final String answer;
    private final List<List<String>> heads = new CopyOnWriteArrayList<>();

    /** @param answer the status line to each request for a tunnel */
    TunnellingProxy(URI server, String answer) throws IOException {
        this.server = server;
        this.answer = answer;
        thread(this::accept);
    }

    ProxySelector selector() {
        return ProxySelector.of((InetSocketAddress) socket.getLocalSocketAddress());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The heads of all requests. */
    List<List<String>> heads() {
        return heads;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                thread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            List<String> head = new ArrayList<>();
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.add(line);
            }
            heads.add(head);
            OutputStream out = client.getOutputStream();
            out.write((answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            if (answer.contains(" 200")) {
                pump(client);
            }
        } catch (IOException gone) {
            // as clients do
        }
    }

    private void pump(Socket client) throws IOException {
        try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            thread(() -> {
                try {
                    onward.getInputStream().transferTo(client.getOutputStream());
                    client.close();
                } catch (IOException closed) {
                    // by the other side
                }
            });
            client.getInputStream().transferTo(onward.getOutputStream());
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "tunnelling-proxy");
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
    }
}
