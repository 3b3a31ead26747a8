/**
 * Configuration properties, auto-configuration, and failure analyzers that explain why an application does not start. Start reading at
 * {@link dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration}.
 */
@NullMarked
package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
