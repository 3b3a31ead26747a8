package dev.aistreaming.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM on Linux holds.
 *
 * @param descriptors files and sockets that are open
 * @param threads of the operating system
 * @param heapKilobytes what is used after a collection
 */
record ProcessFigures(long descriptors, long threads, long heapKilobytes) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static ProcessFigures of(long pid) throws IOException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not say what is used");
        }
        Path process = Path.of("/proc", String.valueOf(pid));
        return new ProcessFigures(
                entries(process.resolve("fd")), entries(process.resolve("task")), Long.parseLong(used.group(1)));
    }

    private static String jcmd(long pid, String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), command)
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}
