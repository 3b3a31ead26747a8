package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamRestarter;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a store needs to go on with the streams of instances that have died.
 *
 * @param cipher encrypts what is asked
 * @param restarter asks again; not called before the first stream has to be gone on with
 * @param workers may wait
 */
public record Restarts(RequestCipher cipher, Supplier<StreamRestarter> restarter, Executor workers) {

    /** The largest request that is kept, in bytes. */
    public static final int MAX_REQUEST_BYTES = 1 << 20;

    /** How often a stream is gone on with, in all. */
    public static final int MAX_RESTARTS = 3;
}
