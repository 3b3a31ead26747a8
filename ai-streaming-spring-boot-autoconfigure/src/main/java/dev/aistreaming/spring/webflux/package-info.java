/** Streams in WebFlux: who subscribes, and how it is written. Not for applications. */
@NullMarked
package dev.aistreaming.spring.webflux;

import org.jspecify.annotations.NullMarked;
