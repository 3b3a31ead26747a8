package dev.aistreaming.spring.redis;

import java.util.concurrent.CompletableFuture;

/** Handles streams whose producer is gone. */
@FunctionalInterface
interface Successors {

    /**
     * Ends or continues a stream, unless that is done already.
     *
     * @param producer the producer that is gone
     * @return completes when the producer's entries are refused and readers may look again; calls for the same stream may be repeated
     *     if that does no harm
     */
    CompletableFuture<?> of(String streamId, String format, String producer);
}
