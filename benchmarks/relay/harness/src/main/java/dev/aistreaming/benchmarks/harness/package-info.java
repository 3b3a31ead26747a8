/** Measures relays: a provider that plays a script, browsers that check what they get, and a table. */
@NullMarked
package dev.aistreaming.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
