package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * When a second provider is asked because the first is slow.
 *
 * @param after After how long without content the next provider of the fallback is asked, too: a time such as 2s, or p95, which is
 *     how long the provider stays below in 95 of its last 100 calls. The first content wins, and the other call is cancelled.
 *     Default: never.
 */
public record HedgeProperties(@Nullable String after) {}
