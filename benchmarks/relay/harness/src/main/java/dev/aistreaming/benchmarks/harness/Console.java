package dev.aistreaming.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Takes commands from the process that started this one, and ends with it: nothing is left behind, whatever happens. */
final class Console {

    private final Queue<String> commands = new ConcurrentLinkedQueue<>();

    /**
     * @param wake called when there is a command
     */
    Console(Runnable wake) {
        Thread reader = new Thread(() -> read(wake), "console");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Runnable wake) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                wake.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    @Nullable
    String poll() {
        return commands.poll();
    }

    void answer(Fields fields) {
        System.out.println(fields);
        System.out.flush();
    }
}
