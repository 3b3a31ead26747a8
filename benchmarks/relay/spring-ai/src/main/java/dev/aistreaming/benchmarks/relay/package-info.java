/** Spring AI as its users write it in Spring MVC. */
@NullMarked
package dev.aistreaming.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
