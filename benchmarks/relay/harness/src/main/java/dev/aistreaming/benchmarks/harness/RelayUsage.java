package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What the processes of a relay use, as the kernel counts it. */
final class RelayUsage {

    private final List<Long> pids;

    /**
     * @param pids separated by commas; may be none
     */
    RelayUsage(String pids) {
        this.pids = Arrays.stream(pids.split(",", -1))
                .filter(pid -> !pid.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /** User and system time of all threads; the JDK takes it from {@code /proc/PID/stat}. */
    double cpuSeconds() {
        return pids.stream()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToDouble(Duration::toNanos)
                        .sum()
                / 1e9;
    }

    long memoryMegabytes() {
        return status("VmRSS:") / 1024;
    }

    long threads() {
        return status("Threads:");
    }

    private long status(String field) {
        long sum = 0;
        for (Long pid : pids) {
            Path file = Path.of("/proc/" + pid + "/status");
            if (Files.notExists(file)) {
                continue; // the relay has crashed, which other figures show
            }
            try (var lines = Files.lines(file)) {
                sum += lines.filter(line -> line.startsWith(field))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sum;
    }
}
