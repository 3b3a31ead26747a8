package dev.aistreaming.http;

import java.nio.ByteBuffer;
import java.util.List;

/** Takes the answer of an {@link Exchange}. The methods are called one at a time; the last is one of the last two. */
public interface ExchangeListener {

    /** The head of the answer. Must not wait for anything. */
    void onHead(int status, Headers headers);

    /**
     * What one network read brought. Nothing more is asked for before this returns.
     *
     * @param bytes to be consumed before this returns
     */
    void onBody(List<ByteBuffer> bytes);

    /** The body has ended as HTTP says. */
    void onEnd();

    /**
     * There was no answer, or it broke off.
     *
     * @param cause tells what happened by its type: {@link java.net.UnknownHostException} ({@link AddressRefusedException}:
     *     this application does not allow any of its addresses), {@link java.net.ConnectException} (refused, by a proxy too; {@link ConnectTimeoutException}: no connection in time),
     *     {@link javax.net.ssl.SSLException}, {@link java.net.ProtocolException} (no HTTP, or a head out of bounds: the same will
     *     happen again), {@link MalformedContentException}, or another one for a connection that broke
     */
    void onFailure(Throwable cause);

    /**
     * Whether, for the time being, the methods return without waiting for anything. They are then called from a thread that
     * reads many connections, which saves a change of threads per read. Asked before each call.
     */
    default boolean isNonBlocking() {
        return false;
    }
}
