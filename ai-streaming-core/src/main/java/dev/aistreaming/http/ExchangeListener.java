package dev.aistreaming.http;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.List;

/** Takes the answer of an {@link Exchange}. The methods are called one at a time; the last is one of the last two. */
public interface ExchangeListener {

    /** The head of the answer. Must not wait for anything. */
    void onHead(int status, HttpHeaders headers);

    /**
     * What one network read brought. Nothing more is asked for before this returns.
     *
     * @param bytes to be consumed before this returns
     */
    void onBody(List<ByteBuffer> bytes);

    /** The body has ended as HTTP says. */
    void onEnd();

    /** There was no answer, or it broke off. */
    void onFailure(Throwable cause);

    /**
     * Whether, for the time being, the methods return without waiting for anything. They are then called from a thread that
     * reads many connections, which saves a change of threads per read. Asked before each call.
     */
    default boolean isNonBlocking() {
        return false;
    }
}
