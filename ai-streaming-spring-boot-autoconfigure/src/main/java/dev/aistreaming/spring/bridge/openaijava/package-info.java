/** Providers that delegate to an openai-java client. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.bridge.openaijava;

import org.jspecify.annotations.NullMarked;
