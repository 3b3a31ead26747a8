package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.Headers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a recording in memory until the call has ended. Only then is it known whether it is needed, and a slow disk cannot delay
 * the answer.
 */
final class MemoryTape implements Tape {

    /** The headers that readers of responses look at, and those that identify the call to a vendor. */
    private static final List<String> HEADERS = List.of(
            "content-type",
            "date",
            "retry-after",
            "retry-after-ms",
            "x-should-retry",
            "x-request-id",
            "request-id",
            "mistral-correlation-id",
            "apim-request-id",
            "x-generation-id",
            "x-debug-trace-id",
            "x-amzn-requestid",
            "x-amzn-errortype");

    private static final int BYTES_PER_STEP = 64;

    private final CallLabel call;
    private final TapeOwner owner;
    private final long maxBytes;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();

    // guarded by this
    private final List<Recording.Step> steps = new ArrayList<>();
    private long held;
    private final int requestHeld;
    private boolean cut;
    private boolean over;

    /** @param maxBytes the maximum size */
    MemoryTape(CallLabel call, long maxBytes, TapeOwner owner) {
        int request = call.requestLength();
        boolean fits = request <= maxBytes && owner.mayHold(request);
        this.call = fits ? call : call.withoutRequest();
        this.requestHeld = fits ? request : 0;
        this.maxBytes = maxBytes;
        this.owner = owner;
    }

    @Override
    public synchronized void head(int status, Headers headers) {
        Map<String, String> kept = new HashMap<>();
        for (String name : HEADERS) {
            headers.firstValue(name).ifPresent(value -> kept.put(name, value));
        }
        add(new Recording.Head(millis(), status, kept), kept.toString().length());
    }

    @Override
    public synchronized void read(List<ByteBuffer> bytes) {
        for (ByteBuffer each : bytes) {
            int length = each.remaining();
            if (mayKeep(length)) {
                try {
                    byte[] copy = new byte[length];
                    each.duplicate().get(copy);
                    steps.add(new Recording.Read(millis(), copy));
                } catch (OutOfMemoryError e) {
                    cut = true;
                }
            }
        }
    }

    @Override
    public synchronized void bodyEnded() {
        add(new Recording.BodyEnd(millis()), 0);
    }

    @Override
    public synchronized void broken(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        add(new Recording.Broken(millis(), Break.of(cause), message), message.length());
    }

    private void add(Recording.Step step, int size) {
        if (mayKeep(size)) {
            steps.add(step);
        }
    }

    /** Once something is missing, whatever comes after it is useless. */
    private boolean mayKeep(int size) {
        if (over || cut) {
            return false;
        }
        int more = size + BYTES_PER_STEP;
        cut = held + more > maxBytes || !owner.mayHold(more);
        held += cut ? 0 : more;
        return !cut;
    }

    @Override
    public void ended(@Nullable ErrorCode code) {
        Recording recording;
        long bytes;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            bytes = held + requestHeld;
            recording = recording(code);
            steps.clear();
        }
        owner.ended(recording, bytes);
    }

    private @Nullable Recording recording(@Nullable ErrorCode code) {
        try {
            return new Recording(call, startedAt, steps, new Recording.Ending(millis(), code, cut));
        } catch (OutOfMemoryError e) {
            return null; // the ending of the call must not be lost as well
        }
    }

    private long millis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /** The owner of a tape. */
    interface TapeOwner {

        /** Asks for this many more bytes of memory, which are then held until the end. */
        boolean mayHold(int bytes);

        /**
         * The call has ended.
         *
         * @param recording {@code null} if there was not enough memory for it
         * @param held the number of bytes held
         */
        void ended(@Nullable Recording recording, long held);
    }
}
