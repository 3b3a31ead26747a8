/** One browser and its response: knows bytes, no answers. Not for applications. */
@NullMarked
package dev.aistreaming.spring.web;

import org.jspecify.annotations.NullMarked;
