package dev.aistreaming.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of a relay, in a process of its own. */
final class Relay implements AutoCloseable {

    /** No relay at all: browsers ask the provider itself. Tells what the harness can do. */
    static final String NONE = "none";

    private static final String NGINX = "nginx";
    private static final List<String> APPLICATIONS =
            List.of("ours", "handwritten", "openai-java", "langchain4j", "spring-ai");
    static final List<String> NAMES =
            List.of("ours", "handwritten", "openai-java", "langchain4j", "spring-ai", NGINX, NONE);

    // below what the kernel gives to outgoing connections
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 30_000;

    private static final long START_SECONDS = 90;

    private final String name;
    private final int port;
    private final @Nullable Process process;

    private Relay(String name, int port, @Nullable Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    static List<String> usual() {
        List<String> usual = new ArrayList<>(APPLICATIONS);
        if (nginx().isPresent()) {
            usual.add(NGINX);
        }
        return usual;
    }

    static Relay start(String name, int providerPort, List<String> options) throws IOException, InterruptedException {
        if (name.equals(NONE)) {
            return new Relay(name, providerPort, null);
        }
        int port = freePort();
        List<String> command =
                name.equals(NGINX) ? nginxCommand(port, providerPort) : javaCommand(name, port, providerPort, options);
        Path log = Directories.run().resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Relay relay = new Relay(name, port, process);
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS); !isOpen(port); ) {
            if (!process.isAlive() || System.nanoTime() > end) {
                relay.close();
                throw new IOException(name + " did not start: see " + log);
            }
            Thread.sleep(100);
        }
        return relay;
    }

    private static List<String> javaCommand(String name, int port, int providerPort, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Directories.java("java"),
                "-Xmx2g",
                "-jar",
                Directories.relays()
                        .resolve(name + "/target/relay-" + name + ".jar")
                        .toString(),
                "--server.port=" + port,
                "--provider.url=http://127.0.0.1:" + providerPort + "/v1"));
        command.addAll(options);
        return command;
    }

    private static List<String> nginxCommand(int port, int providerPort) throws IOException {
        Path directory = Files.createDirectories(Directories.run().resolve("nginx"));
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(
                configuration, """
                daemon off;
                worker_processes 1;
                worker_rlimit_nofile %d;
                pid nginx.pid;
                error_log error.log warn;
                events { worker_connections %d; }
                http {
                    access_log off;
                    client_body_temp_path tmp;
                    proxy_temp_path tmp;
                    fastcgi_temp_path tmp;
                    uwsgi_temp_path tmp;
                    scgi_temp_path tmp;
                    keepalive_requests 1000000;
                    upstream provider { server 127.0.0.1:%d; keepalive 512; keepalive_requests 1000000; }
                    server {
                        listen 127.0.0.1:%d backlog=4096;
                        location / {
                            proxy_pass http://provider;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_buffering off;
                        }
                    }
                }
                """.formatted(Machine.descriptors(), Machine.descriptors(), providerPort, port));
        return List.of(nginx().orElseThrow().toString(), "-p", directory.toString(), "-c", configuration.toString());
    }

    private static Optional<Path> nginx() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, NGINX))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** By chance: a process that an earlier run has left behind must not be taken for the relay. */
    private static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
        return isOpen(port) ? freePort() : port;
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it is a JVM: gets faster for a while, and has a heap. */
    boolean isJava() {
        return APPLICATIONS.contains(name);
    }

    /** Where browsers find it. */
    Fields address(Fields load) {
        return load.with("port", port)
                .with("method", isJava() ? "GET" : "POST")
                .with("path", isJava() ? "/chat?question=hello" : "/v1/chat/completions")
                .with("pids", pids());
    }

    private String pids() {
        return process == null
                ? ""
                : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .map(handle -> String.valueOf(handle.pid()))
                        .collect(Collectors.joining(","));
    }

    /** Megabytes of the heap in use after a garbage collection. */
    @Nullable
    Double liveHeap() throws IOException, InterruptedException {
        return process == null || !isJava() ? null : LiveHeap.megabytes(process.pid());
    }

    @Override
    public void close() {
        if (process != null) {
            List<ProcessHandle> workers = process.descendants().toList();
            process.destroy();
            // there is nothing to save: a graceful shutdown may wait for streams that are of no use any more
            process.onExit().completeOnTimeout(process, 1, TimeUnit.SECONDS).join();
            process.destroyForcibly()
                    .onExit()
                    .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                    .join();
            workers.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
