package dev.aistreaming.conversation;

/**
 * A question and its answer, while they are under way.
 *
 * @param key the conversation
 * @param incarnation tells a conversation from one that was deleted and had the same key
 * @param number which turn of the conversation, from 1; later ones have higher numbers
 */
public record ConversationTurn(ConversationKey key, String incarnation, long number) {}
