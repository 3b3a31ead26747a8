package dev.aistreaming.chat;

import java.util.ArrayList;
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
 * @param providerState what the provider wants back unchanged with this turn, in the order it came
 */
public record ChatResponse(
        @Nullable String id,
        String provider,
        @Nullable String model,
        String content,
        String reasoning,
        List<ToolCall> toolCalls,
        FinishReason finishReason,
        Usage usage,
        List<Part.ProviderState> providerState) {

    public ChatResponse {
        toolCalls = List.copyOf(toolCalls);
        providerState = List.copyOf(providerState);
    }

    /** An answer of which the provider wants nothing back but what everybody can read. */
    public ChatResponse(
            @Nullable String id,
            String provider,
            @Nullable String model,
            String content,
            String reasoning,
            List<ToolCall> toolCalls,
            FinishReason finishReason,
            Usage usage) {
        this(id, provider, model, content, reasoning, toolCalls, finishReason, usage, List.of());
    }

    /**
     * The turn of the conversation that this answer is, with all that must go back in the next request: the text, the calls of
     * tools, and the provider's state. Reasoning is not part of it: providers that want it back have it in their state.
     *
     * @return a message without parts where there is nothing to send back
     */
    public Message toMessage() {
        List<Part> parts = new ArrayList<>(providerState);
        if (!content.isBlank()) {
            parts.add(new Part.Text(content));
        }
        for (ToolCall call : toolCalls) {
            parts.add(call.toPart());
        }
        return new Message(Role.ASSISTANT, parts);
    }
}
