/** Providers over the objects of other AI libraries, all of them optional. Not for applications. */
@NullMarked
package dev.aistreaming.spring.bridge;

import org.jspecify.annotations.NullMarked;
