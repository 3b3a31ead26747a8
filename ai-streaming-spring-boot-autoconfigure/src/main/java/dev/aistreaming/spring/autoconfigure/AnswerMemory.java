package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Divides the heap between answers.
 *
 * @param heap the maximum size of the heap
 */
record AnswerMemory(DataSize heap) {

    private static final Logger log = LoggerFactory.getLogger(AnswerMemory.class);
    private static final DataSize MOST = DataSize.ofMegabytes(256);

    static AnswerMemory ofThisJvm() {
        return new AnswerMemory(DataSize.ofBytes(Runtime.getRuntime().maxMemory()));
    }

    /**
     * Returns the memory for answers in progress, each of which is held until it is complete.
     *
     * @param configured the configured size; {@code null} if there is none
     */
    DataSize underWay(@Nullable DataSize configured) {
        if (configured == null) {
            return DataSize.ofBytes(heap.toBytes() / 8);
        }
        if (configured.toBytes() < 1) {
            throw new InvalidSettingException(
                    "ai.streaming.limits.max-total-answer-size is " + configured
                            + ", which is too small for any answer.",
                    "Set it to 1MB or more, or leave it out: an eighth of the heap is the default.");
        }
        return configured;
    }

    /**
     * Returns the memory for answers that are kept for clients that reconnect.
     *
     * @param configured the configured size; {@code null} if there is none
     */
    DataSize kept(@Nullable DataSize configured) {
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
