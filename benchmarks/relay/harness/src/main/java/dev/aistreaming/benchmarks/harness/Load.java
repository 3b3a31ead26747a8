package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** So many browsers at a relay for a while: they come, settle, and are measured. */
final class Load {

    private static final int OPEN_AT_ONCE = 100;
    private static final int MAX_REPLACED = 10_000;

    private final Fields command;
    private final Selector selector;
    private final byte[] request;
    private final long expectedHash;
    private final int browsers;
    private final int leaveAfter;
    private final long start = System.nanoTime();
    private final long windowStart;
    private final long windowEnd;
    private final Set<Browser> open = new HashSet<>();
    private final Delays delays = new Delays();
    private final RelayUsage usage;

    private final int stalling;

    private int begun;
    private int stalled;
    private int opened;
    private int left;
    private int right;
    private int wrong;
    private int failed;
    private String firstFailure = "";
    private long tokens;
    private long arrived;
    private boolean measuring;
    private long measuredFrom;
    private long tokensBefore;
    private double cpuBefore;

    Load(Fields command, Selector selector) {
        this.command = command;
        this.selector = selector;
        this.request = request(command);
        this.expectedHash = Corpus.hash(command.integer("tokens"));
        this.browsers = command.integer("streams");
        this.leaveAfter = command.integer("leave");
        this.stalling = command.integer("stalled");
        this.usage = new RelayUsage(command.text("pids"));
        this.windowStart = start + nanos(command.number("ramp") + command.number("settle"));
        this.windowEnd = windowStart + nanos(command.number("seconds"));
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    private static byte[] request(Fields command) {
        String body = command.text("method").equals("POST") ? "{\"model\":\"scripted\",\"stream\":true}" : "";
        return String.join(
                        "\r\n",
                        command.text("method") + " " + command.text("path") + " HTTP/1.1",
                        "Host: 127.0.0.1",
                        "Accept: text/event-stream",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "",
                        body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    int port() {
        return command.integer("port");
    }

    byte[] request() {
        return request;
    }

    /** Opens who is due; returns whether the time is over. */
    boolean proceed() throws IOException {
        long now = System.nanoTime();
        double ramp = Math.max(0.001, command.number("ramp"));
        long due = Math.min(browsers, 1 + (long) (browsers * ((now - start) / 1e9) / ramp));
        while (begun < stalling) {
            begun++;
            open.add(new Browser(this, selector, true));
        }
        for (int i = 0; i < OPEN_AT_ONCE && opened < due && stalled == stalling; i++) {
            opened++;
            open.add(new Browser(this, selector, false));
        }
        if (!measuring && now >= windowStart) {
            measuring = true;
            measuredFrom = now;
            tokensBefore = tokens;
            cpuBefore = usage.cpuSeconds();
        }
        return now >= windowEnd || (leaveAfter > 0 && left + failed >= browsers);
    }

    Fields result() {
        double seconds = (System.nanoTime() - measuredFrom) / 1e9;
        double cpu = usage.cpuSeconds() - cpuBefore;
        long counted = tokens - tokensBefore;
        Fields result = new Fields()
                .with("right", right)
                .with("wrong", wrong)
                .with("failed", failed)
                .with("left", left)
                .with("open", open.size())
                .with("rss", usage.memoryMegabytes())
                .with("threads", usage.threads());
        if (measuring && counted > 0) {
            result.with("rate", Math.round(counted / seconds)).with("cpu", Math.round(cpu * 1e8 / counted) / 100.0);
        }
        if (!delays.isEmpty()) {
            result.with("p50", Math.round(delays.quantile(0.5))).with("p99", Math.round(delays.quantile(0.99)));
        }
        return firstFailure.isEmpty() ? result : result.with("why", firstFailure.replace(' ', '_'));
    }

    void close() {
        open.forEach(Browser::close);
        open.clear();
    }

    void bytesArrived() {
        arrived = Corpus.nowMicros();
    }

    void sendTime(long micros) {
        if (measuring) {
            delays.add(arrived - micros);
        }
    }

    void tokens(int more) {
        tokens += more;
    }

    boolean leavesAfter(int tokens) {
        return leaveAfter > 0 && tokens >= leaveAfter;
    }

    /** One more browser takes nothing any more; the others come after all of these. */
    void stalled() {
        stalled++;
    }

    void left() {
        left++;
    }

    void answered(EventText text) {
        if (text.isAnswer(expectedHash)) {
            right++;
        } else {
            wrong++;
        }
    }

    /** Somebody else takes the place of a browser that failed, but not without end. */
    void failed(Browser browser, Exception failure) {
        failed++;
        firstFailure = firstFailure.isEmpty() ? String.valueOf(failure.getMessage()) : firstFailure;
        open.remove(browser);
        if (leaveAfter == 0 && failed < MAX_REPLACED) {
            opened--;
        }
    }
}
