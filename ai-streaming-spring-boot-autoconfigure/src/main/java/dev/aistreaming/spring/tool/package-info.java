/** The tools that an application declares as beans. Not for applications. */
@NullMarked
package dev.aistreaming.spring.tool;

import org.jspecify.annotations.NullMarked;
