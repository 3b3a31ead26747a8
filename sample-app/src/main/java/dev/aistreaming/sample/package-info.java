/** A chat application that uses the starter's public API. */
@NullMarked
package dev.aistreaming.sample;

import org.jspecify.annotations.NullMarked;
