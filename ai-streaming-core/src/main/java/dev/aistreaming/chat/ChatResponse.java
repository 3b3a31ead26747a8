package dev.aistreaming.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer.
 *
 * @param id the provider's id for the answer
 * @param provider the name of the provider that answered
 * @param model the model that answered, by the provider's name
 * @param content the text of all steps, including the text of a refusal
 * @param reasoning the reasoning that the provider disclosed; empty if there is none
 * @param toolCalls the tool calls in the order they began; if tools were run by this application, only those still waiting for a
 *     result
 * @param finishReason why the model stopped
 * @param usage the token usage of all steps; estimated if the answer was stopped or broke off before the provider reported it
 * @param providerState what the provider needs back unchanged together with this turn, in the order received
 * @param steps the turns and tool results of an answer in which tools were run; empty if the answer is a single turn
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

    /** An answer that consists of a single turn. */
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

    /** An answer without provider state. */
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

    /** Returns the same answer with a different token usage. */
    public ChatResponse withUsage(Usage usage) {
        return new ChatResponse(
                id, provider, model, content, reasoning, toolCalls, finishReason, usage, providerState, steps);
    }

    /**
     * The messages that this answer adds to the conversation, to be stored and sent with the next request: the model's turns with
     * the results of tools between them. In an answer of several steps, every tool call has a result except those in {@link
     * #toolCalls()}. If the answer broke off, calls without a result get one that says so.
     *
     * @return usually one message; empty if there is nothing to send back
     */
    public List<Message> messages() {
        if (!steps.isEmpty()) {
            return steps;
        }
        Message message = toMessage();
        return message.parts().isEmpty() ? List.of() : List.of(message);
    }

    /**
     * This answer as an assistant message, with everything the next request has to include: the text, the tool calls and the
     * provider's state. Use {@link #messages()} for an answer of several steps. The reasoning is not included: providers that need
     * it back carry it in their state.
     *
     * @return a message without parts if there is nothing to send back
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
