/** A WebFlux application on Netty. */
@NullMarked
package dev.aistreaming.applications.webflux;

import org.jspecify.annotations.NullMarked;
