package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged application in a process of its own, and a provider that does what a test says. */
public final class PackagedSample implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port = freePort();
    private final Path log;
    private final ScriptedServer provider;
    private final Process process;

    /** The JVM's options and the application's arguments, beside those that name the provider. */
    public PackagedSample(ScriptedServer.Script script, List<String> options, List<String> arguments)
            throws IOException {
        provider = new ScriptedServer(script);
        log = Files.createTempFile("sample", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1"); // most live for some seconds
        command.addAll(options);
        command.add("-jar");
        command.add(System.getProperty("sample.jar"));
        command.add("--server.port=" + port);
        command.add("--ai.streaming.default-provider=openai");
        command.add("--ai.streaming.providers.openai.base-url=" + provider.url());
        command.add("--ai.streaming.providers.openai.model=gpt-test");
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .failFast(() -> assertThat(process.isAlive()).as(log()).isTrue())
                    .until(this::isUp);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The answer of the provider that the test scripts. */
    CompletableFuture<HttpResponse<String>> stream() {
        return stream("question=hi");
    }

    CompletableFuture<HttpResponse<String>> stream(String query) {
        URI uri = streamUri(query);
        return CLIENT.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    URI streamUri(String query) {
        return uri("/api/chat/stream?" + query);
    }

    /** Of a page or an endpoint. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A stream that has reached the provider. */
    CompletableFuture<HttpResponse<String>> openStream() {
        CompletableFuture<HttpResponse<String>> stream = stream();
        await().until(() -> !provider.requests().isEmpty());
        return stream;
    }

    /** What it has logged so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** How many connections the provider has open. */
    int providerConnections() {
        return provider.openConnections();
    }

    /** What the process holds at this moment, after a collection of garbage. */
    ProcessFigures figures() throws IOException {
        return ProcessFigures.of(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends another signal, by its name. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    boolean endsWithin(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        provider.close();
        Files.delete(log);
    }
}
