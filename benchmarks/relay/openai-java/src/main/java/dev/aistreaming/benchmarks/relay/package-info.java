/** OpenAI's own SDK with SseEmitter. */
@NullMarked
package dev.aistreaming.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
