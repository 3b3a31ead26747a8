package dev.aistreaming.spring;

import dev.aistreaming.format.StreamFormat;
import java.time.Duration;

/**
 * How answers go to the browser.
 *
 * @param format what is written
 * @param heartbeatInterval after how long without a byte a comment is written, which keeps proxies from cutting the stream
 *     and notices a browser that has left
 * @param writeTimeout how long a write may be blocked by a browser that does not read
 * @param writeLimit how many such writes there may be at a time, of all streams
 */
public record StreamSettings(
        StreamFormat format, Duration heartbeatInterval, Duration writeTimeout, WriteLimit writeLimit) {

    /** Without a limit of blocked writes. */
    public StreamSettings(StreamFormat format, Duration heartbeatInterval, Duration writeTimeout) {
        this(format, heartbeatInterval, writeTimeout, WriteLimit.none());
    }
}
