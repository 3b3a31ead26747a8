package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are. */
final class Directories {

    private Directories() {}

    /** This program's own jar. */
    static Path jar() {
        return Path.of(URI.create(Directories.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    /** The folder that has a folder per relay. */
    static Path relays() {
        return jar().resolve("../../..").normalize();
    }

    /** Logs, and files of the relays. */
    static Path run() throws IOException {
        return Files.createDirectories(jar().resolveSibling("run"));
    }

    /** A program of the JDK that runs this one. */
    static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }
}
