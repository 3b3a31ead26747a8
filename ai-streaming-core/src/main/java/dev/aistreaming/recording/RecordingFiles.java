package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The files in one directory. Only the user that runs this process may read them, if the file system supports that. */
final class RecordingFiles {

    private static final String SUFFIX = ".jsonl";
    private static final int MAX_NAME = 40;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final int maxFiles;

    RecordingFiles(Path directory, int maxFiles) {
        this.directory = directory;
        this.maxFiles = maxFiles;
    }

    /** Returns whether there was room for it. */
    boolean write(Recording recording) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
        if (count() >= maxFiles) {
            return false;
        }
        String name = name(recording);
        Path unfinished = directory.resolve(name + ".part");
        try {
            try (Writer out = open(unfinished)) {
                new RecordingWriter(out).write(recording);
            }
            Files.move(unfinished, directory.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return true;
    }

    private static Writer open(Path file) throws IOException {
        return new BufferedWriter(Channels.newWriter(
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------")),
                StandardCharsets.UTF_8));
    }

    private int count() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.filter(file -> file.toString().endsWith(SUFFIX)).count();
        }
    }

    private static String name(Recording recording) {
        ErrorCode code = recording.ending().code();
        return TIME.format(recording.startedAt()) + "-" + safe(recording.call().provider()) + "-"
                + (code == null ? "whole" : code.wireName()) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Removes anything that could lead to another directory, or that a file system does not accept. */
    private static String safe(String provider) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < Math.min(provider.length(), MAX_NAME); i++) {
            char c = provider.charAt(i);
            name.append(c < 128 && (Character.isLetterOrDigit(c) || c == '-') ? c : '_');
        }
        return name.toString();
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
