/** The JDK's HttpClient, virtual threads and SseEmitter: the best that is usually written by hand. */
@NullMarked
package dev.aistreaming.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
