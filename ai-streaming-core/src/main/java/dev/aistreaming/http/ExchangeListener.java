package dev.aistreaming.http;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Receives the response of an {@link Exchange}. The methods are called one at a time, and the last call is either {@link #onEnd} or
 * {@link #onFailure}.
 */
public interface ExchangeListener {

    /** The head of the response has arrived. Must not block. */
    void onHead(int status, Headers headers);

    /**
     * The data from one network read. No more is requested before this returns.
     *
     * @param bytes must be consumed before this returns
     */
    void onBody(List<ByteBuffer> bytes);

    /** The body has ended regularly. */
    void onEnd();

    /**
     * There was no response, or it broke off.
     *
     * @param cause its type tells what happened: {@link java.net.UnknownHostException} ({@link AddressRefusedException} if this
     *     application does not allow any of the addresses), {@link java.net.ConnectException} (refused, also by a proxy; {@link
     *     ConnectTimeoutException} if it took too long), {@link javax.net.ssl.SSLException}, {@link java.net.ProtocolException}
     *     (invalid HTTP or an oversized head, so a retry is pointless), {@link MalformedContentException}, or any other exception
     *     for a connection that broke
     */
    void onFailure(Throwable cause);

    /**
     * Whether the methods currently return without blocking. If so, they are called on a thread that reads many connections, which
     * saves a thread switch per read. Queried before each call.
     */
    default boolean isNonBlocking() {
        return false;
    }
}
