package dev.aistreaming.testing;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import java.util.List;

/** What a scripted call does. */
record Script(
        List<StreamEvent> reasoning,
        List<StreamEvent> content,
        Duration pace,
        FinishReason finishReason,
        Usage usage,
        End end) {

    static final Script EMPTY =
            new Script(List.of(), List.of(), Duration.ZERO, FinishReason.STOP, Usage.UNKNOWN, new Complete());

    /** How it ends. */
    sealed interface End {}

    /** With the whole answer. */
    record Complete() implements End {}

    /** With an error, after so many pieces of the answer. */
    record Fail(int pieces, AiException error) implements End {}

    /** Not by itself, after so many pieces of the answer. */
    record Stall(int pieces) implements End {}

    /** The pieces of the answer that come before the end. */
    List<StreamEvent> delivered() {
        int count = content.size();
        if (end instanceof Fail fail) {
            count = fail.pieces();
        } else if (end instanceof Stall stall) {
            count = stall.pieces();
        }
        return content.subList(0, Math.min(count, content.size()));
    }

    /** Whether anything of the answer comes, so that it begins. */
    boolean begins() {
        return end instanceof Complete || !delivered().isEmpty();
    }

    Script withReasoning(List<StreamEvent> reasoning) {
        return new Script(reasoning, content, pace, finishReason, usage, end);
    }

    Script withContent(List<StreamEvent> content) {
        return new Script(reasoning, content, pace, finishReason, usage, end);
    }

    Script withPace(Duration pace) {
        return new Script(reasoning, content, pace, finishReason, usage, end);
    }

    Script withFinishReason(FinishReason finishReason) {
        return new Script(reasoning, content, pace, finishReason, usage, end);
    }

    Script withUsage(Usage usage) {
        return new Script(reasoning, content, pace, finishReason, usage, end);
    }

    Script withEnd(End end) {
        return new Script(reasoning, content, pace, finishReason, usage, end);
    }
}
