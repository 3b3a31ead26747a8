/** The only package that does network I/O. */
@NullMarked
package dev.aistreaming.http;

import org.jspecify.annotations.NullMarked;
