/** Carries the context of a request, such as its trace, user and locale, over to other threads. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.context;

import org.jspecify.annotations.NullMarked;
