package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;

/**
 * What has changed with Gemini 3: thinking is told a level, not a budget, results of tools may have media, and calls in the
 * history must be signed (ai.google.dev/gemini-api/docs/thought-signatures).
 *
 * @param isOld whether it is a model before that
 */
record GeminiModel(boolean isOld) {

    static GeminiModel of(ChatRequest request) {
        String model = request.model() == null ? "" : request.model();
        String name = model.substring(model.lastIndexOf('/') + 1);
        return new GeminiModel(name.startsWith("gemini-2") || name.startsWith("gemini-1"));
    }
}
