/**
 * Writes to one browser through its servlet response. Works with bytes and knows nothing of answers. Internal: not for use by
 * applications.
 */
@NullMarked
package dev.aistreaming.spring.web;

import org.jspecify.annotations.NullMarked;
