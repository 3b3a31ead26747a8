/** Streams in Redis, so that every instance of an application can go on with them. */
@NullMarked
package dev.aistreaming.spring.redis;

import org.jspecify.annotations.NullMarked;
