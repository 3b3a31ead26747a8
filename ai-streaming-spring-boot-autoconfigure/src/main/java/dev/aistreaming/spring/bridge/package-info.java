/** Providers that delegate to objects of other AI libraries, all of which are optional. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.bridge;

import org.jspecify.annotations.NullMarked;
