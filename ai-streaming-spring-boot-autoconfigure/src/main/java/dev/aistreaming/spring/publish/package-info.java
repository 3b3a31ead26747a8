/**
 * Streams as publishers: one subscription, one response. Independent of the framework that writes the response. Internal: not for
 * use by applications.
 */
@NullMarked
package dev.aistreaming.spring.publish;

import org.jspecify.annotations.NullMarked;
