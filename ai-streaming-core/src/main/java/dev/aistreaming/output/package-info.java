/** Answers that are objects: what is expected, how it is checked, and how it is read while it arrives. Needs Jackson's databind. */
@NullMarked
package dev.aistreaming.output;

import org.jspecify.annotations.NullMarked;
