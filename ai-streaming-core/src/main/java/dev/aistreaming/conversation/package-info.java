/** Conversations that are kept: what was asked and answered is loaded, sent again and saved. */
@NullMarked
package dev.aistreaming.conversation;

import org.jspecify.annotations.NullMarked;
