/** What guards cost. */
@NullMarked
package dev.aistreaming.guard;

import org.jspecify.annotations.NullMarked;
