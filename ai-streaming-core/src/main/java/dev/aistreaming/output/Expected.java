package dev.aistreaming.output;

import dev.aistreaming.chat.ChatResponse;

/**
 * An object that was expected, and the answer that it was read from.
 *
 * @param object what the answer's text says, checked
 * @param response the answer: its text, its usage and the rest
 */
public record Expected<T>(T object, ChatResponse response) {}
