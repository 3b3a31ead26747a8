/** The examples of docs/getting-started.md that need more than the sample application has. */
@NullMarked
package dev.aistreaming.spring.guide;

import org.jspecify.annotations.NullMarked;
