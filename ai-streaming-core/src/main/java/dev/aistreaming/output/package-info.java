/**
 * Structured output: answers that are objects, and how they are requested, checked, and parsed while they arrive. Needs Jackson
 * Databind.
 *
 * <p>Begin with {@link dev.aistreaming.output.ExpectedTypes}, which describes the expected type. An {@link
 * dev.aistreaming.output.Expectation} attaches it to a request, and an {@link dev.aistreaming.output.ExpectingProvider} enforces
 * it.
 */
@NullMarked
package dev.aistreaming.output;

import org.jspecify.annotations.NullMarked;
