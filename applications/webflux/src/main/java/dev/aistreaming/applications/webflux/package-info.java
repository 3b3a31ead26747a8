@NullMarked
package dev.aistreaming.applications.webflux;

import org.jspecify.annotations.NullMarked;
