/** Takes the context of a request, such as its trace, user and locale, along to other threads. Not for applications. */
@NullMarked
package dev.aistreaming.spring.context;

import org.jspecify.annotations.NullMarked;
