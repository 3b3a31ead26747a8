/** Ready-made endpoints for the clients of others, made of nothing but what a controller could use. Not for applications. */
@NullMarked
package dev.aistreaming.spring.frontend;

import org.jspecify.annotations.NullMarked;
