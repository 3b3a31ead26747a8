/**
 * Stores streams in Redis, so that every instance of an application can resume them. Start reading at {@code RedisStreamStore}. Internal:
 * not for use by applications.
 */
@NullMarked
package dev.aistreaming.spring.redis;

import org.jspecify.annotations.NullMarked;
