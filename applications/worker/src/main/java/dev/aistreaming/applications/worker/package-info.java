/** An application without a web server. */
@NullMarked
package dev.aistreaming.applications.worker;

import org.jspecify.annotations.NullMarked;
