/**
 * A provider without a key, which answers with passages of the documentation. It is a full-text search, not a language model, and says
 * so.
 */
@NullMarked
package dev.aistreaming.sample.demo;

import org.jspecify.annotations.NullMarked;
