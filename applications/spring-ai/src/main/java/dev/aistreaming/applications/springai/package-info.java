/** An application whose provider is an assistant built with Spring AI. */
@NullMarked
package dev.aistreaming.applications.springai;

import org.jspecify.annotations.NullMarked;
