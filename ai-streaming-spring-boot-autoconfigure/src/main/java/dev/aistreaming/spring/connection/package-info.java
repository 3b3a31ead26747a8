/** Providers that are services of Testcontainers or of Docker Compose. Loaded by Spring Boot where those are present. */
@NullMarked
package dev.aistreaming.spring.connection;

import org.jspecify.annotations.NullMarked;
