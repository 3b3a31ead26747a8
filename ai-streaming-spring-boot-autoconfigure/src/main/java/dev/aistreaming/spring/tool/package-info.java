/** Finds the tools that an application declares as beans. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.tool;

import org.jspecify.annotations.NullMarked;
