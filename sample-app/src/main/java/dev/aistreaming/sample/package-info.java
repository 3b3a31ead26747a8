/** A chat application on the starter's public API. */
@NullMarked
package dev.aistreaming.sample;

import org.jspecify.annotations.NullMarked;
