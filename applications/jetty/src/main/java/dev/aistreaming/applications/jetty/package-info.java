/** A Spring MVC application on Jetty. */
@NullMarked
package dev.aistreaming.applications.jetty;

import org.jspecify.annotations.NullMarked;
