/**
 * Server-Sent Events as defined by the WHATWG HTML standard (section 9.2), from bytes to events and back. Does no I/O and depends
 * on no other package.
 *
 * <p>Begin with {@link dev.aistreaming.sse.SseDecoder} and {@link dev.aistreaming.sse.SseEncoder}.
 */
@NullMarked
package dev.aistreaming.sse;

import org.jspecify.annotations.NullMarked;
