/** What leaves for the browser: events of {@code chat} written as Server-Sent Events. */
@NullMarked
package dev.aistreaming.format;

import org.jspecify.annotations.NullMarked;
