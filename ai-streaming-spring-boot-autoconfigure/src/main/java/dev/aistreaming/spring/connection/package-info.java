/**
 * Connection details for providers that run in Testcontainers or Docker Compose. Spring Boot loads them if those are present.
 * Internal: not for use by applications.
 */
@NullMarked
package dev.aistreaming.spring.connection;

import org.jspecify.annotations.NullMarked;
