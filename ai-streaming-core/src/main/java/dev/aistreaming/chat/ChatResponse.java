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
 * @param content the text, of all steps; a refusal's too
 * @param reasoning the reasoning that the provider showed, or an empty text
 * @param toolCalls calls of tools, in the order they began; where tools were run here, those that still wait for a result
 * @param finishReason why the model stopped
 * @param usage the tokens it took, in all steps; estimated where an answer was stopped or broke off before they were reported
 * @param providerState what the provider wants back unchanged with this turn, in the order it came
 * @param steps the turns of an answer for which tools were run, and their results; empty where the answer is one turn
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
        List<Part.ProviderState> providerState,
        List<Message> steps) {

    public ChatResponse {
        toolCalls = List.copyOf(toolCalls);
        providerState = List.copyOf(providerState);
        steps = List.copyOf(steps);
    }

    /** An answer of one turn. */
    public ChatResponse(
            @Nullable String id,
            String provider,
            @Nullable String model,
            String content,
            String reasoning,
            List<ToolCall> toolCalls,
            FinishReason finishReason,
            Usage usage,
            List<Part.ProviderState> providerState) {
        this(id, provider, model, content, reasoning, toolCalls, finishReason, usage, providerState, List.of());
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

    /** The same answer, for which other tokens are counted. */
    public ChatResponse withUsage(Usage usage) {
        return new ChatResponse(
                id, provider, model, content, reasoning, toolCalls, finishReason, usage, providerState, steps);
    }

    /**
     * What this answer adds to the conversation, to be kept and sent with the next request: the turns of the model and, between
     * them, the results of tools. All calls of an answer of
     * several steps have their results, but for {@link #toolCalls()}; where it broke off, those have one that says so.
     *
     * @return one message, as a rule; none where there is nothing to send back
     */
    public List<Message> messages() {
        if (!steps.isEmpty()) {
            return steps;
        }
        Message message = toMessage();
        return message.parts().isEmpty() ? List.of() : List.of(message);
    }

    /**
     * The turn of the conversation that this answer is, with all that must go back in the next request: the text, the calls of
     * tools, and the provider's state. For an answer of several steps, use {@link #messages()}. Reasoning is not part of it: providers that want it back have it in their state.
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
