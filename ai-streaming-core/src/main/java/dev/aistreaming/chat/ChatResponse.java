package dev.aistreaming.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param id the provider's id of the answer
 * @param provider the name of the provider that answered
 * @param model the model that answered, as the provider names it
 * @param content the text; a refusal's too
 * @param reasoning the reasoning that the provider showed, or an empty text
 * @param toolCalls calls of tools, in the order they began
 * @param finishReason why the model stopped
 * @param usage the tokens it took
 */
public record ChatResponse(
        @Nullable String id,
        String provider,
        @Nullable String model,
        String content,
        String reasoning,
        List<ToolCall> toolCalls,
        FinishReason finishReason,
        Usage usage) {

    public ChatResponse {
        toolCalls = List.copyOf(toolCalls);
    }
}
