package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;

/** What a front end wants to get. Safe for use by many threads. Neither it nor its encoders may wait for anything. */
public interface StreamFormat {

    /** An encoder for one stream, which writes to {@code out}. */
    StreamEncoder newEncoder(SseEncoder out);
}
