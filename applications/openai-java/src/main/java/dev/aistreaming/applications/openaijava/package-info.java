/** An application whose provider is an openai-java client. */
@NullMarked
package dev.aistreaming.applications.openaijava;

import org.jspecify.annotations.NullMarked;
