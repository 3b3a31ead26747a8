/** Streams in WebFlux: who subscribes, and how it is written. The only package that knows Reactor. Not for applications. */
@NullMarked
package dev.aistreaming.spring.webflux;

import org.jspecify.annotations.NullMarked;
