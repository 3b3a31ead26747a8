/** Micro-benchmarks of expected objects. */
@NullMarked
package dev.aistreaming.output;

import org.jspecify.annotations.NullMarked;
