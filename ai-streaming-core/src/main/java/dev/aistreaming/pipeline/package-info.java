/** Decorators of {@link dev.aistreaming.chat.ChatProvider}, each with one concern. */
@NullMarked
package dev.aistreaming.pipeline;

import org.jspecify.annotations.NullMarked;
