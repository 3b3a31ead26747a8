package dev.aistreaming.recording;

import java.nio.file.Path;

/**
 * Where recordings are written, and how many there may be.
 *
 * @param directory created if it does not exist
 * @param maxFileBytes how much of a response is kept, in bytes as received; the file is slightly larger
 * @param maxFiles the maximum number of recordings in the directory; once it is reached, nothing more is recorded
 * @param includeRequests whether requests are recorded as well
 */
public record RecorderSettings(Path directory, long maxFileBytes, int maxFiles, boolean includeRequests) {

    /** @throws IllegalArgumentException if a limit is less than 1 */
    public RecorderSettings {
        if (maxFileBytes < 1 || maxFiles < 1) {
            throw new IllegalArgumentException("max-file-size and max-files must be 1 or more");
        }
    }

    /** 4 MiB per call, 100 files, without requests. */
    public static RecorderSettings in(Path directory) {
        return new RecorderSettings(directory, 4 << 20, 100, false);
    }
}
