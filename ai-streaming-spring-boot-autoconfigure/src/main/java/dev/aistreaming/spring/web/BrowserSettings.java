package dev.aistreaming.spring.web;

import java.time.Duration;

/**
 * Says how a response is kept open.
 *
 * @param heartbeatInterval after this time without a byte, a comment is sent. It keeps proxies from closing the connection, and detects a
 *     client disconnect
 * @param writeTimeout how long a browser that does not read may block a write
 * @param writeLimit limits the number of blocked writes of all streams
 */
public record BrowserSettings(Duration heartbeatInterval, Duration writeTimeout, WriteLimit writeLimit) {

    /** Creates settings without a limit of blocked writes. */
    public BrowserSettings(Duration heartbeatInterval, Duration writeTimeout) {
        this(heartbeatInterval, writeTimeout, WriteLimit.none());
    }
}
