/**
 * What stands between a provider and whoever asks it: a {@link dev.aistreaming.pipeline.Pipeline} of decorators, each with one
 * concern. A decorator is a {@link dev.aistreaming.pipeline.Stage} around each call, or a {@link
 * dev.aistreaming.pipeline.CallChain} that makes one call of several.
 */
@NullMarked
package dev.aistreaming.pipeline;

import org.jspecify.annotations.NullMarked;
