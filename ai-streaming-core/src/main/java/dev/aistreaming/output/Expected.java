package dev.aistreaming.output;

import dev.aistreaming.chat.ChatResponse;

/**
 * An expected object, with the answer that it was read from.
 *
 * @param object the checked object
 * @param response the answer with its text, usage and so on
 */
public record Expected<T>(T object, ChatResponse response) {}
