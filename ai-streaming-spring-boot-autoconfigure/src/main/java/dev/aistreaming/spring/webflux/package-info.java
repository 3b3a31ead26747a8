/** Streams in WebFlux: identifies the subscriber and writes the response. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.webflux;

import org.jspecify.annotations.NullMarked;
