/** An application that runs with the code and the hints that Spring generates ahead of time. */
@NullMarked
package dev.aistreaming.applications.aheadoftime;

import org.jspecify.annotations.NullMarked;
