package dev.aistreaming.benchmarks.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of this harness: one line in, one line out. */
final class Helper implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "helper");
        thread.setDaemon(true);
        return thread;
    });
    private final Fields greeting;

    Helper(Class<?> program) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        Directories.java("java"),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Directories.jar().toString(),
                        program.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader();
        in = process.outputWriter();
        greeting = answer(0);
    }

    Fields greeting() {
        return greeting;
    }

    Fields ask(String command) throws IOException, InterruptedException {
        return ask(command, 0);
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param seconds how long it takes at least
     */
    Fields ask(String command, double seconds) throws IOException, InterruptedException {
        in.write(command);
        in.newLine();
        in.flush();
        return answer(seconds);
    }

    private Fields answer(double seconds) throws IOException, InterruptedException {
        try {
            String line = reader.submit(out::readLine).get((long) seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IOException("a process of the harness has ended");
            }
            return Fields.parse(line);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a process of the harness does not answer", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        reader.shutdownNow();
    }
}
