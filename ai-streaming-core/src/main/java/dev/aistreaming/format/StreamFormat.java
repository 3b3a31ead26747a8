package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;

/** What a front end wants to get. Safe for use by many threads. */
public interface StreamFormat {

    /** An encoder for one stream, which writes to {@code out}. Called on the thread of the request. */
    StreamEncoder newEncoder(SseEncoder out);

    /**
     * Whether the encoders never wait for anything: no I/O that can block, no lock that is held for long. They then run on the
     * threads that read from providers, which other streams need too, so one that waits all the same stalls those. Otherwise
     * they run where one that waits holds up its own stream only, which costs a change of threads per network read.
     */
    default boolean isNonBlocking() {
        return false;
    }
}
