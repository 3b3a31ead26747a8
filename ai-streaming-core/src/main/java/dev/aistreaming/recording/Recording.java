package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider sent in one call, in the order received.
 *
 * @param call identifies the call
 * @param startedAt when it began
 * @param steps what was received
 * @param ending how the call ended
 */
public record Recording(CallLabel call, Instant startedAt, List<Step> steps, Ending ending) {

    /** The version of the format. Files may be kept for a long time, so every version must be able to read those of older ones. */
    static final int VERSION = 1;

    public Recording {
        steps = List.copyOf(steps);
    }

    /** Something that was received at one time. */
    public sealed interface Step {
        /** Milliseconds since the start of the call. */
        long millis();
    }

    /**
     * The head of the response.
     *
     * @param headers those that a reader of responses may look at, with names in lower case
     */
    public record Head(long millis, int status, Map<String, String> headers) implements Step {
        public Head {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * The data from one network read, with its content coding decoded.
     *
     * @param bytes must not be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Read(long millis, byte[] bytes) implements Step {}

    /** The body ended regularly. */
    public record BodyEnd(long millis) implements Step {}

    /**
     * There was no response, or it broke off.
     *
     * @param message describes what happened
     */
    public record Broken(long millis, Break how, String message) implements Step {}

    /**
     * How the call ended.
     *
     * @param millis milliseconds since its start
     * @param code {@code null} if the answer was complete
     * @param cut whether more was received than is kept
     */
    public record Ending(long millis, @Nullable ErrorCode code, boolean cut) {}

    /**
     * Reads a file written by a {@link Recorder}.
     *
     * @throws IOException if it cannot be read, or if it is not a recording of a known version
     */
    public static Recording read(Path file) throws IOException {
        return RecordingReader.read(Files.readAllLines(file), file.getFileName().toString());
    }
}
