/** What stands around the calls to providers in a Spring application: threads, transports, circuit breakers. Not for applications. */
@NullMarked
package dev.aistreaming.spring.provider;

import org.jspecify.annotations.NullMarked;
