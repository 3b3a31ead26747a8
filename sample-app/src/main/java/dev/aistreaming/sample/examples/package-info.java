/** Thirteen examples, one controller each. {@code docs/examples.md} shows their source, and {@code /examples.html} runs them. */
@NullMarked
package dev.aistreaming.sample.examples;

import org.jspecify.annotations.NullMarked;
