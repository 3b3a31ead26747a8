package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Hedging: asking a second provider if the first is slow.
 *
 * @param after How long a provider may send no content before the next fallback is asked as well: a duration such as "2s", or
 *     "p95", the time within which 95 of its last 100 calls had content. The first content wins and the other call is
 *     cancelled. Default: never.
 */
public record HedgeProperties(@Nullable String after) {}
