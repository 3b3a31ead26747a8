/** LangChain4j with SseEmitter. */
@NullMarked
package dev.aistreaming.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
