/** Who runs what, and when: threads, timers and the order among threads. Knows nothing else of this library. */
@NullMarked
package dev.aistreaming.thread;

import org.jspecify.annotations.NullMarked;
