/**
 * The API for applications. Begin with {@link dev.aistreaming.spring.AiService}: it streams answers to the browser. {@link
 * dev.aistreaming.spring.AiStreams} finds streams again, and {@link dev.aistreaming.spring.AiConversations} manages stored conversations.
 */
@NullMarked
package dev.aistreaming.spring;

import org.jspecify.annotations.NullMarked;
