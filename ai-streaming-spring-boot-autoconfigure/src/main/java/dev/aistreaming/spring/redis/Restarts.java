package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamRestarter;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a store needs to continue the streams of dead instances.
 *
 * @param cipher encrypts requests
 * @param restarter restarts streams; not called before the first stream must be continued
 * @param workers runs tasks that may block
 */
public record Restarts(RequestCipher cipher, Supplier<StreamRestarter> restarter, Executor workers) {

    /** The maximum size of a request that is kept, in bytes. */
    public static final int MAX_REQUEST_BYTES = 1 << 20;

    /** How many times a stream is continued at most. */
    public static final int MAX_RESTARTS = 3;
}
