package dev.aistreaming.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A place in the pool, with or without a connection, on loan to one exchange. It is returned exactly once, with the connection
 * either reusable or closed.
 */
final class Loan {

    private final AsyncClientConnectionManager pool;
    private final AsyncConnectionEndpoint endpoint;
    private final Timeout keepAlive;
    private final AtomicBoolean returned = new AtomicBoolean();

    /** The pool does not know it until the TLS handshake is complete. */
    private volatile @Nullable IOSession connecting;

    /** @param keepAlive how long a returned connection may stay idle */
    Loan(AsyncClientConnectionManager pool, AsyncConnectionEndpoint endpoint, Timeout keepAlive) {
        this.pool = pool;
        this.endpoint = endpoint;
        this.keepAlive = keepAlive;
    }

    AsyncConnectionEndpoint endpoint() {
        return endpoint;
    }

    /** There is a connection, which may not be ready for use yet. */
    void connecting(IOSession session) {
        connecting = session;
        if (returned.get()) {
            session.close(CloseMode.IMMEDIATE);
        }
    }

    /** The response has been read to its end, so the next exchange may use the connection if it is still open. */
    void giveBack() {
        if (returned.compareAndSet(false, true)) {
            connecting = null;
            pool.release(endpoint, null, keepAlive);
        }
    }

    /** Closes the connection immediately. */
    void discard() {
        if (returned.compareAndSet(false, true)) {
            IOSession session = connecting;
            if (session != null) {
                session.close(CloseMode.IMMEDIATE);
            }
            endpoint.close(CloseMode.IMMEDIATE);
            pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
        }
    }
}
