/** What docs/getting-started.md shows of an application's own beans. */
@NullMarked
package dev.aistreaming.guide.own;

import org.jspecify.annotations.NullMarked;
