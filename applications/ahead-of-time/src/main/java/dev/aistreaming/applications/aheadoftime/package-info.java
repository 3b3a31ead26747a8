@NullMarked
package dev.aistreaming.applications.aheadoftime;

import org.jspecify.annotations.NullMarked;
