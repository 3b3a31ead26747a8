/** Tools that the application runs for a model, and the loop that runs them. */
@NullMarked
package dev.aistreaming.tool;

import org.jspecify.annotations.NullMarked;
