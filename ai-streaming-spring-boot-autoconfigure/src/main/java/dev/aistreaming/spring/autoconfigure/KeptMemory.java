package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * How much of a heap is for answers that are kept.
 *
 * @param heap the most that the JVM takes for objects
 */
record KeptMemory(DataSize heap) {

    private static final Logger log = LoggerFactory.getLogger(KeptMemory.class);
    private static final DataSize MOST = DataSize.ofMegabytes(256);

    static KeptMemory ofThisJvm() {
        return new KeptMemory(DataSize.ofBytes(Runtime.getRuntime().maxMemory()));
    }

    /** @param configured {@code null}: nothing */
    DataSize total(@Nullable DataSize configured) {
        if (configured == null) {
            return DataSize.ofBytes(Math.min(MOST.toBytes(), heap.toBytes() / 4));
        }
        if (configured.toBytes() > heap.toBytes() / 2) {
            log.warn(
                    "ai.streaming.resume.max-total-size is {} MB, more than half of the heap of {} MB: kept answers may take the"
                            + " memory that everything else needs. Lower it, or raise -Xmx or -XX:MaxRAMPercentage",
                    configured.toMegabytes(),
                    heap.toMegabytes());
        }
        return configured;
    }
}
