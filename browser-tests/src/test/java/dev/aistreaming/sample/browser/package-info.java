/** The sample application as people see it: packaged, and in a real browser. */
@NullMarked
package dev.aistreaming.sample.browser;

import org.jspecify.annotations.NullMarked;
