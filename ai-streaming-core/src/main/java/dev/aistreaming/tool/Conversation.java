package dev.aistreaming.tool;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The completed steps of one answer: their text, their token usage, and the messages they add to the conversation. */
final class Conversation {

    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Message> messages = new ArrayList<>();
    private Usage usage = Usage.UNKNOWN;
    private @Nullable ChatResponse last;

    /** @param results one for each call, in the same order */
    void add(ChatResponse step, List<Part.ToolResult> results) {
        content.append(step.content());
        reasoning.append(step.reasoning());
        usage = usage.plus(step.usage());
        addTo(messages, step, results);
        last = step;
    }

    private static void addTo(List<Message> messages, ChatResponse step, List<Part.ToolResult> results) {
        List<Part> parts = new ArrayList<>(step.providerState());
        if (!step.content().isBlank()) {
            parts.add(new Part.Text(step.content()));
        }
        for (ToolCall call : step.toolCalls()) {
            parts.add(Results.toPart(call));
        }
        if (!parts.isEmpty()) {
            messages.add(new Message(Role.ASSISTANT, parts));
        }
        if (!results.isEmpty()) {
            messages.add(new Message(Role.TOOL, List.copyOf(results)));
        }
    }

    /** The messages for the next request. */
    List<Message> messages() {
        return messages;
    }

    /** The token usage of all steps. */
    Usage usage() {
        return usage;
    }

    /** Everything that has arrived, or {@code null} if nothing has. */
    @Nullable
    ChatResponse soFar() {
        ChatResponse step = last;
        return step == null ? null : response(step, List.of(), FinishReason.OTHER, "", "", Usage.UNKNOWN, messages);
    }

    /**
     * The whole answer, including a step that has not been added.
     *
     * @param results in the order of the calls they answer
     * @param waiting the calls without a result
     */
    ChatResponse with(ChatResponse step, List<Part.ToolResult> results, List<ToolCall> waiting, FinishReason reason) {
        List<Message> all = List.of();
        if (last != null || !step.toolCalls().isEmpty()) {
            all = new ArrayList<>(messages);
            addTo(all, step, results);
        }
        return response(step, waiting, reason, step.content(), step.reasoning(), step.usage(), all);
    }

    private ChatResponse response(
            ChatResponse step,
            List<ToolCall> waiting,
            FinishReason reason,
            String moreContent,
            String moreReasoning,
            Usage moreUsage,
            List<Message> all) {
        return new ChatResponse(
                step.id(),
                step.provider(),
                step.model(),
                content + moreContent,
                reasoning + moreReasoning,
                waiting,
                reason,
                usage.plus(moreUsage),
                step.providerState(),
                all);
    }
}
