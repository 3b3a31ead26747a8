/**
 * Threads, timers, and the order of callbacks between threads. Depends on no other package.
 *
 * <p>Begin with {@link dev.aistreaming.thread.Threads}, which all streams share. {@link dev.aistreaming.thread.CallGate} and {@link
 * dev.aistreaming.thread.OneAtATime} serialize callbacks without locks.
 */
@NullMarked
package dev.aistreaming.thread;

import org.jspecify.annotations.NullMarked;
