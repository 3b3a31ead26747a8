package dev.aistreaming.testing;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a scripted call does. */
record Script(
        List<String> reasoning,
        Function<ChatRequest, List<String>> text,
        List<ToolCall> toolCalls,
        Duration pace,
        @Nullable FinishReason givenReason,
        Usage usage,
        End end) {

    static final Script EMPTY = new Script(
            List.of(), request -> List.of(), List.of(), Duration.ZERO, null, Usage.UNKNOWN, new Unscripted());

    /** How the call ends. */
    sealed interface End {}

    /** With an error, because the test has not specified anything. */
    record Unscripted() implements End {}

    /** With the complete answer. */
    record Complete() implements End {}

    /** With an error, after this many pieces of the answer. */
    record Fail(int pieces, AiException error) implements End {}

    /** Never by itself: it falls silent after this many pieces of the answer. */
    record Stall(int pieces) implements End {}

    /** The pieces of the complete answer to this request: its text, followed by its tool calls. */
    List<StreamEvent> pieces(ChatRequest request) {
        List<StreamEvent> pieces = new ArrayList<>();
        nonEmpty(text.apply(request)).map(StreamEvent.Content::new).forEach(pieces::add);
        for (int i = 0; i < toolCalls.size(); i++) {
            ToolCall call = toolCalls.get(i);
            pieces.add(new StreamEvent.ToolCallDelta(i, call.id(), call.name(), call.arguments()));
        }
        return pieces;
    }

    List<StreamEvent> reasoningPieces() {
        return nonEmpty(reasoning).<StreamEvent>map(StreamEvent.Reasoning::new).toList();
    }

    private static Stream<String> nonEmpty(List<String> texts) {
        return texts.stream().filter(text -> !text.isEmpty());
    }

    /** How many of the pieces come before the end. */
    int delivered(int pieces) {
        if (end instanceof Fail fail) {
            return Math.min(fail.pieces(), pieces);
        }
        if (end instanceof Stall stall) {
            return Math.min(stall.pieces(), pieces);
        }
        return pieces;
    }

    FinishReason finishReason() {
        if (givenReason != null) {
            return givenReason;
        }
        return toolCalls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
    }

    Script withReasoning(List<String> reasoning) {
        return new Script(reasoning, text, toolCalls, pace, givenReason, usage, end);
    }

    Script withText(Function<ChatRequest, List<String>> text) {
        return new Script(reasoning, text, toolCalls, pace, givenReason, usage, end);
    }

    Script withToolCalls(List<ToolCall> toolCalls) {
        return new Script(reasoning, text, toolCalls, pace, givenReason, usage, end);
    }

    Script withPace(Duration pace) {
        return new Script(reasoning, text, toolCalls, pace, givenReason, usage, end);
    }

    Script withFinishReason(FinishReason finishReason) {
        return new Script(reasoning, text, toolCalls, pace, finishReason, usage, end);
    }

    Script withUsage(Usage usage) {
        return new Script(reasoning, text, toolCalls, pace, givenReason, usage, end);
    }

    Script withEnd(End end) {
        return new Script(reasoning, text, toolCalls, pace, givenReason, usage, end);
    }
}
