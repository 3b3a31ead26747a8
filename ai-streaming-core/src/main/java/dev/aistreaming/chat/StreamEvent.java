package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says in the course of an answer. No event ends in half a surrogate pair, and no text is empty.
 *
 * <p>Handle events with a {@link Visitor}: a new kind of event then breaks the build where it must be handled.
 */
public sealed interface StreamEvent {

    /** Calls the visitor's method for this kind of event. */
    void accept(Visitor visitor);

    /** A method per kind of event. */
    interface Visitor {
        void started(Started event);

        void content(Content event);

        void reasoning(Reasoning event);

        void toolCallDelta(ToolCallDelta event);

        void finished(Finished event);
    }

    /**
     * The answer begins; comes first and once.
     *
     * @param id the provider's id of the answer, where it is known so early
     * @param model the model that answers, where it is known so early
     */
    record Started(@Nullable String id, @Nullable String model) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.started(this);
        }
    }

    /**
     * More of the answer, to be appended exactly as it is.
     *
     * @param text not empty
     */
    record Content(String text) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.content(this);
        }
    }

    /**
     * More of the model's reasoning.
     *
     * @param text not empty
     */
    record Reasoning(String text) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.reasoning(this);
        }
    }

    /**
     * A call of a tool begins or goes on.
     *
     * @param index which call of this answer, from 0
     * @param id the provider's id; only where it came with this delta
     * @param name the tool's name; only where it came with this delta
     * @param arguments what to append to the call's arguments, may be empty
     */
    record ToolCallDelta(
            int index, @Nullable String id, @Nullable String name, String arguments) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.toolCallDelta(this);
        }
    }

    /**
     * The answer is whole; comes last and once.
     *
     * @param reason why the model stopped
     * @param usage the tokens it took
     */
    record Finished(FinishReason reason, Usage usage) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.finished(this);
        }
    }
}
