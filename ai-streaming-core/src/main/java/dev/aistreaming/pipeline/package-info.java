/**
 * Everything that surrounds a provider: timeouts, retries, fallbacks, hedging and limits.
 *
 * <p>Begin with {@link dev.aistreaming.pipeline.Pipeline}, which assembles decorators that have one concern each. A decorator is
 * either a {@link dev.aistreaming.pipeline.Stage} around each call, or a {@link dev.aistreaming.pipeline.CallChain} that makes one
 * call from several.
 */
@NullMarked
package dev.aistreaming.pipeline;

import org.jspecify.annotations.NullMarked;
