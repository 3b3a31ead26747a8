/**
 * Stored conversations: earlier turns are loaded and sent with each question, and the new turn is saved.
 *
 * <p>Begin with {@link dev.aistreaming.conversation.Conversations}. To store conversations elsewhere, implement {@link
 * dev.aistreaming.conversation.ConversationStore}; to change what is sent, implement {@link
 * dev.aistreaming.conversation.ConversationWindow}.
 */
@NullMarked
package dev.aistreaming.conversation;

import org.jspecify.annotations.NullMarked;
