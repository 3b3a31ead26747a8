/**
 * Configuration properties, auto-configuration, and failure analyses that explain why an application does not start. Begin with
 * {@link dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration}.
 */
@NullMarked
package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
