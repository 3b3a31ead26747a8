/** Server-Sent Events, bytes to events and back, by the rules of the WHATWG HTML standard (9.2). A leaf without I/O. */
@NullMarked
package dev.aistreaming.sse;

import org.jspecify.annotations.NullMarked;
