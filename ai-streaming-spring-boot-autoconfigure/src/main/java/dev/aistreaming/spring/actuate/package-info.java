/** Actuator endpoint, health indicator and meters: open streams, and how well the providers answer. */
@NullMarked
package dev.aistreaming.spring.actuate;

import org.jspecify.annotations.NullMarked;
