package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it was measured on. */
final class Machine {

    private static final int DESCRIPTORS_BESIDE_STREAMS = 400;

    private Machine() {}

    static String describe(String[] args) throws IOException {
        return """
                - machine: %d cores, %s, %s GB; %s
                - JDK: %s, relays with -Xmx2g
                - versions: %s
                - date: %s
                - command: benchmarks/run %s
                """.formatted(
                Runtime.getRuntime().availableProcessors(),
                find("/proc/cpuinfo", "model name\\s*: (.*)"),
                Long.parseLong(find("/proc/meminfo", "MemTotal:\\s+(\\d+)")) / (1024 * 1024),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version(),
                versions(),
                LocalDate.now(ZoneId.systemDefault()),
                String.join(" ", args)).stripTrailing();
    }

    private static String versions() throws IOException {
        try (InputStream in = Files.newInputStream(Directories.jar());
                JarInputStream jar = new JarInputStream(in)) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            return "Spring Boot %s, Spring AI %s, LangChain4j %s, openai-java %s"
                    .formatted(
                            attributes.getValue("Spring-Boot-Version"),
                            attributes.getValue("Spring-AI-Version"),
                            attributes.getValue("LangChain4j-Version"),
                            attributes.getValue("OpenAI-Java-Version"));
        }
    }

    /** How many files and sockets a process may have open. A JVM takes all that the hard limit allows. */
    static int descriptors() {
        String limit = find("/proc/self/limits", "Max open files\\s+\\d+\\s+(\\d+)");
        return limit.isEmpty() ? Integer.MAX_VALUE / 2 : Integer.parseInt(limit);
    }

    /** How many streams a relay can have open: each takes two sockets. */
    static int maxStreams() {
        return (descriptors() - DESCRIPTORS_BESIDE_STREAMS) / 2;
    }

    private static String find(String file, String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
            return matcher.find() ? matcher.group(1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
