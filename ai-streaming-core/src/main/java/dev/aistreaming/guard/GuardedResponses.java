package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds responses that contain the texts that were passed on, instead of the original ones. */
final class GuardedResponses {

    private GuardedResponses() {}

    /** A complete answer; the same object if nothing was changed. */
    static ChatResponse whole(
            ChatResponse response, @Nullable GuardedStream content, @Nullable GuardedStream reasoning) {
        String text = content == null ? response.content() : content.wholeAsLeft(response.content());
        String thoughts = reasoning == null ? response.reasoning() : reasoning.wholeAsLeft(response.reasoning());
        if (text.equals(response.content()) && thoughts.equals(response.reasoning())) {
            return response;
        }
        return copy(response, text, thoughts, response.toolCalls(), response.providerState(), steps(response, content));
    }

    /** The part of an answer that arrived before it broke off. Text that was held back at that moment is never passed on. */
    static ChatResponse soFar(
            ChatResponse partial, @Nullable GuardedStream content, @Nullable GuardedStream reasoning) {
        return soFar(partial, content, reasoning, partial.toolCalls(), partial.providerState());
    }

    /** The part before the point where a guard ended the answer; tool calls may have come after it. */
    static ChatResponse stopped(
            ChatResponse partial, @Nullable GuardedStream content, @Nullable GuardedStream reasoning) {
        ChatResponse soFar = soFar(partial, content, reasoning, List.of(), List.of());
        return new ChatResponse(
                soFar.id(),
                soFar.provider(),
                soFar.model(),
                soFar.content(),
                soFar.reasoning(),
                List.of(),
                FinishReason.OTHER,
                soFar.usage(),
                List.of(),
                soFar.steps());
    }

    private static ChatResponse soFar(
            ChatResponse partial,
            @Nullable GuardedStream content,
            @Nullable GuardedStream reasoning,
            List<ToolCall> calls,
            List<Part.ProviderState> state) {
        return copy(
                partial,
                content == null ? partial.content() : content.soFar(partial.content()),
                reasoning == null ? partial.reasoning() : reasoning.soFar(partial.reasoning()),
                calls,
                state,
                steps(partial, content));
    }

    private static ChatResponse copy(
            ChatResponse response,
            String content,
            String reasoning,
            List<ToolCall> calls,
            List<Part.ProviderState> state,
            List<Message> steps) {
        return new ChatResponse(
                response.id(),
                response.provider(),
                response.model(),
                content,
                reasoning,
                calls,
                response.finishReason(),
                response.usage(),
                state,
                steps);
    }

    /** The model's turns, if the guards surround the tool loop instead of being inside it. */
    private static List<Message> steps(ChatResponse response, @Nullable GuardedStream content) {
        if (content == null || response.steps().isEmpty()) {
            return response.steps();
        }
        TextsOfParts texts = new TextsOfParts(content::again);
        List<Message> guarded = new ArrayList<>();
        for (Message step : response.steps()) {
            guarded.add(step.role() == Role.ASSISTANT ? new Message(step.role(), texts.of(step.parts())) : step);
        }
        return guarded;
    }
}
