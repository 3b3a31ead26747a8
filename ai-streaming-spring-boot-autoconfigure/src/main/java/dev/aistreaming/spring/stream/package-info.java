/**
 * The life of a stream from opening to its end, independent of servlets. Internal: not for use by applications. The API is one package
 * up.
 */
@NullMarked
package dev.aistreaming.spring.stream;

import org.jspecify.annotations.NullMarked;
