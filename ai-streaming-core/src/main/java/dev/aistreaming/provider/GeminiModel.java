package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;

/**
 * What has changed with Gemini 3: reasoning takes a level instead of a budget, tool results may contain media, and calls in the
 * history must be signed (ai.google.dev/gemini-api/docs/thought-signatures).
 *
 * @param isOld whether it is an earlier model
 */
record GeminiModel(boolean isOld) {

    static GeminiModel of(ChatRequest request) {
        String model = request.model() == null ? "" : request.model();
        String name = model.substring(model.lastIndexOf('/') + 1);
        return new GeminiModel(name.startsWith("gemini-2") || name.startsWith("gemini-1"));
    }
}
