package dev.aistreaming.spring.redis;

import java.util.concurrent.CompletableFuture;

/** What becomes of streams whose producer is gone. */
@FunctionalInterface
interface Successors {

    /**
     * Ends a stream, or goes on with it, unless that is done already.
     *
     * @param producer who is gone
     * @return when the producer is refused from now on, and others may look; several times for one stream, where that does no harm
     */
    CompletableFuture<?> of(String streamId, String format, String producer);
}
