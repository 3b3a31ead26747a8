package dev.aistreaming.conversation;

/**
 * A question and its answer while they are in progress.
 *
 * @param key the conversation
 * @param incarnation distinguishes the conversation from a deleted one with the same key
 * @param number the number of the turn within the conversation, starting at 1; later turns have higher numbers
 */
public record ConversationTurn(ConversationKey key, String incarnation, long number) {}
