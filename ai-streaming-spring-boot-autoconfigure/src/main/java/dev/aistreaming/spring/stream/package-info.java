/** One stream, from opening to its end. Knows no servlet. Not for applications: what they import is one package up. */
@NullMarked
package dev.aistreaming.spring.stream;

import org.jspecify.annotations.NullMarked;
