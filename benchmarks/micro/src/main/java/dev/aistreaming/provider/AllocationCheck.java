package dev.aistreaming.provider;

import com.sun.management.ThreadMXBean;
import dev.aistreaming.format.AgUiFormat;
import dev.aistreaming.format.AiSdkFormat;
import dev.aistreaming.format.Disclosure;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.OpenAiFormat;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.TextFormat;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Measures how many bytes the core allocates per token, and fails above the limit. Unlike time, that is the same on every
 * machine and under every load, so a build can depend on it.
 */
public final class AllocationCheck {

    /** For decoding, mapping and encoding one token, the share of what is made once per answer included. */
    private static final int LIMIT_WHOLE = 400;

    /** The same for a format with more words, and all that it may say. */
    private static final int LIMIT_FORMAT = 450;

    /** What front ends may speak; a further one is a line here. */
    private static final List<StreamFormat> FORMATS = List.of(
            JsonFormat.of(Disclosure.ALL),
            new AiSdkFormat(Disclosure.ALL),
            new AgUiFormat(Disclosure.ALL),
            new OpenAiFormat(Disclosure.ALL),
            new TextFormat());

    /** The compiler removes allocations as it gets to know the code, so nothing counts before this many answers. */
    private static final int WARM_UP_ANSWERS = 2_000;

    private static final int BATCHES = 9;
    private static final int ANSWERS_PER_BATCH = 200;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationCheck() {}

    /** Prints a table; exits with 1 above the limit. */
    public static void main(String[] args) {
        System.out.println("Bytes allocated per token, JDK " + Runtime.version() + "\n");
        System.out.println("| provider | bytes per event | decode | map | encode | decode + map + encode | limit |");
        System.out.println("|---|---|---|---|---|---|---|");
        boolean good = true;
        for (Wire wire : Wire.values()) {
            good &= checkProvider(wire);
        }
        System.out.println("\n| format | decode + map + encode, OpenAI's chunks | limit |");
        System.out.println("|---|---|---|");
        CorePath path = new CorePath(Wire.OPENAI);
        for (StreamFormat format : FORMATS) {
            good &= checkFormat(path, format);
        }
        if (!good) {
            System.out.println("\nThe core allocates more than the limit allows.");
            System.exit(1);
        }
    }

    private static boolean checkProvider(Wire wire) {
        CorePath path = new CorePath(wire);
        double whole = perToken(path::whole);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %d |%n",
                wire,
                wire.bytesPerEvent(),
                perToken(path::decode),
                perToken(path::map),
                perToken(path::encode),
                whole,
                LIMIT_WHOLE);
        return whole <= LIMIT_WHOLE;
    }

    private static boolean checkFormat(CorePath path, StreamFormat format) {
        double whole = perToken(() -> path.whole(format));
        System.out.printf(Locale.ROOT, "| %s | %.0f | %d |%n", format.name(), whole, LIMIT_FORMAT);
        return whole <= LIMIT_FORMAT;
    }

    private static double perToken(LongSupplier answer) {
        run(answer, WARM_UP_ANSWERS);
        long[] bytes = new long[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run(answer, ANSWERS_PER_BATCH);
            bytes[i] = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        // the median: the compiler may still be at work during the first batches
        Arrays.sort(bytes);
        return (double) bytes[BATCHES / 2] / ANSWERS_PER_BATCH / Wire.TOKENS;
    }

    /** The sum is looked at, so that the compiler cannot do without the work. */
    private static void run(LongSupplier answer, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += answer.getAsLong();
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was done");
        }
    }
}
