/**
 * Metrics and traces of calls. Needs Micrometer, and is not loaded without it.
 *
 * <p>Begin with {@link dev.aistreaming.observation.GenAiConvention}, which defines all names and attributes. {@link
 * dev.aistreaming.observation.MeteredProvider} records metrics, and {@link dev.aistreaming.observation.ObservedProvider} creates
 * spans.
 */
@NullMarked
package dev.aistreaming.observation;

import org.jspecify.annotations.NullMarked;
