package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.time.Instant;

/**
 * A message of a conversation.
 *
 * @param turn the number of the question and answer it belongs to, starting at 1
 * @param index its index within the turn, starting at 0
 * @param message the message; without parts if nothing had arrived of an answer
 * @param state the state of the message
 * @param savedAt when it was saved, in whole milliseconds
 */
public record StoredMessage(long turn, int index, Message message, MessageState state, Instant savedAt) {}
