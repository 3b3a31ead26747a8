/** Wire protocols of AI providers: requests, streams and errors of each mapped to the vocabulary of {@code chat}. */
@NullMarked
package dev.aistreaming.provider;

import org.jspecify.annotations.NullMarked;
