package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.time.Instant;

/**
 * One message of a conversation.
 *
 * @param turn to which question and its answer it belongs, from 1
 * @param index which message of this turn, from 0
 * @param message what was said; of an answer of which nothing had arrived, a message without parts
 * @param state what became of it
 * @param savedAt when, in whole milliseconds
 */
public record StoredMessage(long turn, int index, Message message, MessageState state, Instant savedAt) {}
