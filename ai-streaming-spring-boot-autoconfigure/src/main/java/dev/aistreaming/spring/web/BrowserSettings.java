package dev.aistreaming.spring.web;

import java.time.Duration;

/**
 * How a response is kept open.
 *
 * @param heartbeatInterval after how long without a byte a comment is written, which keeps proxies from cutting the stream
 *     and notices a browser that has left
 * @param writeTimeout how long a write may be blocked by a browser that does not read
 * @param writeLimit how many such writes there may be at a time, of all streams
 */
public record BrowserSettings(Duration heartbeatInterval, Duration writeTimeout, WriteLimit writeLimit) {

    /** Without a limit of blocked writes. */
    public BrowserSettings(Duration heartbeatInterval, Duration writeTimeout) {
        this(heartbeatInterval, writeTimeout, WriteLimit.none());
    }
}
