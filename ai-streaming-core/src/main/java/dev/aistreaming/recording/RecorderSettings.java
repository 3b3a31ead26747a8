package dev.aistreaming.recording;

import java.nio.file.Path;

/**
 * Where recordings go, and how many there may be.
 *
 * @param directory made where it is missing
 * @param maxFileBytes how much of a call is kept, in bytes as it came; the file is a little larger
 * @param maxFiles how many recordings the directory may hold; then nothing is recorded any more
 * @param includeRequests whether what was asked is recorded, too
 */
public record RecorderSettings(Path directory, long maxFileBytes, int maxFiles, boolean includeRequests) {

    /** @throws IllegalArgumentException for limits that allow nothing */
    public RecorderSettings {
        if (maxFileBytes < 1 || maxFiles < 1) {
            throw new IllegalArgumentException("max-file-size and max-files must be 1 or more");
        }
    }

    /** 4 MiB of a call, 100 files, without requests. */
    public static RecorderSettings in(Path directory) {
        return new RecorderSettings(directory, 4 << 20, 100, false);
    }
}
