package dev.aistreaming.spring;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** An application in a process of its own, which can be killed. */
final class ApplicationProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final Path log;
    private final Process process;
    private final int port;

    ApplicationProcess(String... properties) throws IOException {
        log = Files.createTempFile("application", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1", // lives for some seconds
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--server.port=0",
                ScriptedApplication.withoutOthers(ScriptedApplication.Server.TOMCAT, false)));
        for (String property : properties) {
            command.add("--" + property);
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        port = awaitPort();
    }

    private int awaitPort() {
        return await().atMost(Duration.ofSeconds(90)).until(this::startedPort, found -> found > 0);
    }

    private int startedPort() {
        Matcher started = STARTED.matcher(log());
        if (started.find()) {
            return Integer.parseInt(started.group(1));
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the application did not start:\n" + log());
        }
        return 0;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** As {@code kill -9} does: nothing of the application's own runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }

    /** The application's. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            ProcessHandle tests = ProcessHandle.current().parent().orElseThrow();
            var unused = tests.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
            new SpringApplicationBuilder(ScriptedApplication.App.class, ResumeTests.Streams.class)
                    .web(WebApplicationType.SERVLET)
                    .properties("spring.docker.compose.enabled=false") // it is on the class path for other tests
                    .run(args);
        }
    }
}
