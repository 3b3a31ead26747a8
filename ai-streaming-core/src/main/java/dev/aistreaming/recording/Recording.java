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
 * What a provider sent in one call, in the order in which it came.
 *
 * @param call whose call it was
 * @param startedAt when it began
 * @param steps what came
 * @param ending what became of the call
 */
public record Recording(CallLabel call, Instant startedAt, List<Step> steps, Ending ending) {

    /** What is recorded; files are for ever, so what an older version has written is read by every later one. */
    static final int VERSION = 1;

    public Recording {
        steps = List.copyOf(steps);
    }

    /** What came at one time. */
    public sealed interface Step {
        /** Milliseconds from the start of the call. */
        long millis();
    }

    /**
     * The head of the response.
     *
     * @param headers those that a reader of answers may look at, by their names in lower case
     */
    public record Head(long millis, int status, Map<String, String> headers) implements Step {
        public Head {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What one network read brought, with its content coding undone.
     *
     * @param bytes not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // is not compared
    public record Read(long millis, byte[] bytes) implements Step {}

    /** The body ended as HTTP says. */
    public record BodyEnd(long millis) implements Step {}

    /**
     * There was no response, or it broke off.
     *
     * @param message what was said about it
     */
    public record Broken(long millis, Break how, String message) implements Step {}

    /**
     * What became of the call.
     *
     * @param millis milliseconds from its start
     * @param code {@code null}: the answer was whole
     * @param cut whether more came than is kept
     */
    public record Ending(long millis, @Nullable ErrorCode code, boolean cut) {}

    /**
     * Reads a file that a {@link Recorder} has written.
     *
     * @throws IOException if it cannot be read, or is no recording of a version that is known
     */
    public static Recording read(Path file) throws IOException {
        return RecordingReader.read(Files.readAllLines(file), file.getFileName().toString());
    }
}
