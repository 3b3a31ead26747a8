package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the responses of providers to files, one per call, when that has been requested. The files usually contain personal data:
 * what users have asked and what they were told.
 *
 * <p>A call is kept in memory until it ends, and then written by the recorder's own thread. If that fails, the recording is lost,
 * which is logged, and the answer is not affected.
 */
public final class Recorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    /**
     * The memory for all calls in progress: recording failures means keeping every call until it is known whether it has failed.
     */
    private static final long MAX_HELD =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final int MAX_WAITING = 64;
    private static final int CLOSE_SECONDS = 5;

    private final RecorderSettings settings;
    private final RecordingFiles files;
    private final Armed atStart;
    private final Map<String, Armed> armed = new ConcurrentHashMap<>();
    private final AtomicLong held = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();
    private final ThreadPoolExecutor writer;

    /** Creates a recorder that records nothing until it is told to. */
    public Recorder(RecorderSettings settings) {
        this(settings, Armed.NOTHING);
    }

    /** @param atStart what to record of each provider that is {@linkplain #add added} */
    public Recorder(RecorderSettings settings, Armed atStart) {
        this.settings = settings;
        this.atStart = atStart;
        this.files = new RecordingFiles(settings.directory(), settings.maxFiles());
        this.writer =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "ai-streaming-recorder");
                    thread.setDaemon(true);
                    return thread;
                });
        writer.allowCoreThreadTimeOut(true);
    }

    /** Registers a provider whose calls can be recorded. */
    public void add(String provider) {
        armed.putIfAbsent(provider, atStart);
    }

    /**
     * Sets what is recorded from now on, replacing the previous setting.
     *
     * @return whether there is a provider of this name
     */
    public boolean arm(String provider, Armed next) {
        full.set(false);
        return armed.replace(provider, next) != null;
    }

    /** What is still to be recorded, by the names of all providers. */
    public Map<String, Armed> armed() {
        return new TreeMap<>(armed);
    }

    /** Where recordings are written, and how many there may be. */
    public RecorderSettings settings() {
        return settings;
    }

    /**
     * Begins to record a call.
     *
     * @param provider the name of the provider
     * @param call describes the call; evaluated only if it is recorded
     * @param blot replaces the characters of secrets by asterisks
     */
    public Tape begin(String provider, Supplier<CallLabel> call, UnaryOperator<String> blot) {
        Armed now = armed.get(provider);
        if (now == null || now.isNothing()) {
            return Tape.NONE;
        }
        boolean inAnyCase = takeCall(provider);
        try {
            return new MemoryTape(call.get(), settings.maxFileBytes(), new Owner(inAnyCase, blot));
        } catch (OutOfMemoryError e) {
            log.warn("A call of '{}' is not recorded: there is not enough memory for it", provider);
            return Tape.NONE;
        }
    }

    private boolean takeCall(String provider) {
        return take(provider, Armed::calls, Armed::oneCallLess);
    }

    private boolean takeFailure(String provider) {
        return take(provider, Armed::failures, Armed::oneFailureLess);
    }

    private boolean take(String provider, ToIntFunction<Armed> count, UnaryOperator<Armed> oneLess) {
        AtomicBoolean taken = new AtomicBoolean();
        armed.computeIfPresent(provider, (name, now) -> {
            taken.set(count.applyAsInt(now) > 0);
            return taken.get() ? oneLess.apply(now) : now;
        });
        return taken.get();
    }

    /** A cancelled call is not a failure. */
    private static boolean isFailure(Recording recording) {
        ErrorCode code = recording.ending().code();
        return code != null && code != ErrorCode.CANCELLED;
    }

    /** The owner of one call's tape. */
    private final class Owner implements MemoryTape.TapeOwner {
        private final boolean inAnyCase;
        private final UnaryOperator<String> blot;

        Owner(boolean inAnyCase, UnaryOperator<String> blot) {
            this.inAnyCase = inAnyCase;
            this.blot = blot;
        }

        @Override
        public boolean mayHold(int bytes) {
            if (held.addAndGet(bytes) <= MAX_HELD) {
                return true;
            }
            held.addAndGet(-bytes);
            return false;
        }

        @Override
        public void ended(@Nullable Recording recording, long bytes) {
            if (recording == null || !isWanted(recording)) {
                held.addAndGet(-bytes);
                return;
            }
            try {
                writer.execute(() -> {
                    try {
                        write(recording, blot);
                    } finally {
                        held.addAndGet(-bytes);
                    }
                });
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                held.addAndGet(-bytes);
                log.warn("A recording of '{}' is lost: {}", recording.call().provider(), whyLost(e));
            }
        }

        private boolean isWanted(Recording recording) {
            return inAnyCase
                    || (isFailure(recording) && takeFailure(recording.call().provider()));
        }

        private String whyLost(Throwable e) {
            return e instanceof OutOfMemoryError
                    ? "no memory"
                    : "the disk is too slow, or the application is shutting down";
        }
    }

    private void write(Recording recording, UnaryOperator<String> blot) {
        try {
            if (!files.write(RecordingBlots.out(recording, blot)) && full.compareAndSet(false, true)) {
                armed.replaceAll((name, before) -> Armed.NOTHING);
                log.warn(
                        "Recording has stopped: {} contains {} recordings; remove some or increase max-files",
                        settings.directory(),
                        settings.maxFiles());
            }
        } catch (Exception | OutOfMemoryError e) {
            log.warn("A recording of '{}' is lost", recording.call().provider(), e);
        }
    }

    /** Waits briefly for pending recordings to be written. */
    @Override
    public void close() {
        armed.replaceAll((name, before) -> Armed.NOTHING);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("Some recordings are lost: they could not be written within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
