/** Streams as publishers: one subscription, one response. Knows no framework that writes it. Not for applications. */
@NullMarked
package dev.aistreaming.spring.publish;

import org.jspecify.annotations.NullMarked;
