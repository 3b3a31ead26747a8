/** Streams that can be read again: what was sent is kept for browsers that come back. */
@NullMarked
package dev.aistreaming.store;

import org.jspecify.annotations.NullMarked;
