/** What calls of providers tell a monitoring system. Needs Micrometer, and is not touched where that is absent. */
@NullMarked
package dev.aistreaming.observation;

import org.jspecify.annotations.NullMarked;
