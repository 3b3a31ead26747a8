/**
 * Supports the calls to providers in a Spring application: threads, transports, circuit breakers, token budgets. Internal: not for
 * use by applications.
 */
@NullMarked
package dev.aistreaming.spring.provider;

import org.jspecify.annotations.NullMarked;
