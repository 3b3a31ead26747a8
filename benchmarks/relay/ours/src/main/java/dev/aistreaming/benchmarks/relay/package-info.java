/** This library as an application uses it. */
@NullMarked
package dev.aistreaming.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
