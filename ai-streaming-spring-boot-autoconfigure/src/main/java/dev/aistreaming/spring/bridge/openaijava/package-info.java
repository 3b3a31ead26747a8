/** Answers by a client of openai-java's. Not for applications. */
@NullMarked
package dev.aistreaming.spring.bridge.openaijava;

import org.jspecify.annotations.NullMarked;
