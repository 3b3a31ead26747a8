package dev.aistreaming.spring.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that reads and writes lines. Neither it nor the processes that it starts outlive this application. */
final class ServerProcess {

    private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);
    private static final int MAX_LINE = 16 * 1024 * 1024;
    private static final int MAX_WAITING = 1000;
    private static final long GRACE_MILLIS = 1500;

    private final String name;
    private final Process process;
    private final Consumer<IOException> onEnd;
    private final ExecutorService writer;
    private volatile boolean stopping;

    private ServerProcess(String name, Process process, Consumer<IOException> onEnd) {
        this.name = name;
        this.process = process;
        this.onEnd = onEnd;
        this.writer =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), threads("in"));
    }

    /**
     * Starts a process.
     *
     * @param onLine called with each line, on a thread that reads nothing else in the meantime
     * @param onEnd called when the process has ended on its own
     */
    static ServerProcess start(
            String name, ProcessBuilder builder, Consumer<String> onLine, Consumer<IOException> onEnd)
            throws IOException {
        ServerProcess started = new ServerProcess(name, builder.start(), onEnd);
        started.threads("out").newThread(() -> started.read(onLine)).start();
        started.threads("err").newThread(started::readErrors).start();
        return started;
    }

    private ThreadFactory threads(String stream) {
        return task -> {
            Thread thread = new Thread(task, "ai-streaming-mcp-" + name + "-" + stream);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void read(Consumer<String> onLine) {
        String reason = "the process has ended";
        try (BufferedReader out = reader(process.getInputStream())) {
            for (String line = line(out); line != null; line = line(out)) {
                onLine.accept(line);
            }
            if (process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                reason += " with the exit code " + process.exitValue();
            }
        } catch (IOException e) {
            reason = "its output cannot be read: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!stopping) {
                onEnd.accept(new ServerGoneException(reason));
            }
        }
    }

    private void readErrors() {
        try (BufferedReader errors = reader(process.getErrorStream())) {
            for (String line = line(errors); line != null; line = line(errors)) {
                log.debug("The MCP server '{}' says: {}", name, line);
            }
        } catch (IOException e) {
            log.debug("Nothing more is heard of the MCP server '{}'", name, e);
        }
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** {@code null} at the end. */
    private static @Nullable String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c != '\n'; c = reader.read()) {
            if (c < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line has more than " + MAX_LINE + " characters");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /**
     * Queues a line for writing. Does not wait for a process that does not read.
     *
     * @throws IOException if too many lines are waiting, or if the process is being stopped
     */
    void write(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            writer.execute(() -> writeNow(bytes));
        } catch (RejectedExecutionException e) {
            throw new IOException("the process does not read", e);
        }
    }

    private void writeNow(byte[] bytes) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(bytes);
            in.flush();
        } catch (IOException e) { // its output ends as well, and the reading thread reports that
            log.debug("Nothing can be said to the MCP server '{}'", name, e);
        }
    }

    /** Lets the process end as the protocol says: its input is closed, then it is asked to terminate, and then it is killed. */
    CompletableFuture<Void> stop() {
        stopping = true;
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        try {
            writer.execute(this::closeInput);
        } catch (RejectedExecutionException e) {
            log.debug("The MCP server '{}' does not read", name);
        }
        writer.shutdown();
        return ended(all)
                .thenCompose(ended -> ended ? done() : then(all, ProcessHandle::destroy))
                .thenCompose(ended -> ended ? done() : then(all, ProcessHandle::destroyForcibly))
                .thenAccept(ended -> log.debug("The MCP server '{}' has ended: {}", name, ended));
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            log.debug("The input of the MCP server '{}' was closed before", name, e);
        }
    }

    private static CompletableFuture<Boolean> then(List<ProcessHandle> all, Consumer<ProcessHandle> what) {
        all.forEach(what);
        return ended(all);
    }

    private static CompletableFuture<Boolean> done() {
        return CompletableFuture.completedFuture(true);
    }

    /** Whether the processes end soon. */
    private static CompletableFuture<Boolean> ended(List<ProcessHandle> all) {
        return CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .thenApply(none -> true)
                .completeOnTimeout(false, GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
