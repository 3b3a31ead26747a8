/**
 * Resumable streams: their events are kept for clients that reconnect.
 *
 * <p>Begin with {@link dev.aistreaming.store.StreamStore}, implemented by {@link dev.aistreaming.store.InMemoryStreamStore}. The
 * producer of a stream writes to a {@link dev.aistreaming.store.StreamLog}, and clients read it with a {@link
 * dev.aistreaming.store.StreamCursor}.
 */
@NullMarked
package dev.aistreaming.store;

import org.jspecify.annotations.NullMarked;
