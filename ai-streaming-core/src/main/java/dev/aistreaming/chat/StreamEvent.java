package dev.aistreaming.chat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the course of an answer. No event ends in half a surrogate pair, and no text is empty.
 *
 * <p>An answer for which tools are called has several steps, each with its own {@link Started}; {@link StepFinished} stands
 * between two of them, and {@link Finished} comes last and once.
 *
 * <p>Handle events with a {@link Visitor}: a new kind of event then breaks the build where it must be handled.
 */
public sealed interface StreamEvent {

    /** Calls the visitor's method for this kind of event. */
    void accept(Visitor visitor);

    /**
     * A method per kind of event, none of which may be forgotten: a visitor that does not know a {@link Reset} shows what is
     * void, and whoever writes one is to be asked by the compiler. What is interested in some kinds only, and wants to compile
     * with kinds that come later, implements {@link EventAdapter}, beside this one or instead of it.
     */
    interface Visitor {
        void started(Started event);

        void content(Content event);

        void reasoning(Reasoning event);

        void toolCallDelta(ToolCallDelta event);

        void toolCalled(ToolCalled event);

        void toolResulted(ToolResulted event);

        void approvalRequested(ApprovalRequested event);

        void source(Source event);

        void data(Data event);

        void objectReady(ObjectReady event);

        void stepFinished(StepFinished event);

        void reset(Reset event);

        void finished(Finished event);
    }

    /**
     * A step of the answer begins; the first event, and the first after each {@link StepFinished} and {@link Reset}.
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
     * @param index which call of this step, from 0
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
     * A call of a tool is whole; its deltas have come before.
     *
     * @param call the call
     */
    record ToolCalled(ToolCall call) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.toolCalled(this);
        }
    }

    /**
     * A tool has given something back, or has failed.
     *
     * @param result what the model is told of it
     */
    record ToolResulted(Part.ToolResult result) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.toolResulted(this);
        }
    }

    /**
     * A tool is called only if somebody says so; the answer waits.
     *
     * @param id tells apart what is to be approved
     * @param call what would be called
     */
    record ApprovalRequested(String id, ToolCall call) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.approvalRequested(this);
        }
    }

    /**
     * What the answer rests on.
     *
     * @param url where it is; {@code null} for a document without an address
     * @param document the name or id of a document; {@code null} for a page
     * @param title what it is called
     * @param snippet what of it is quoted
     */
    record Source(
            @Nullable String url,
            @Nullable String document,
            @Nullable String title,
            @Nullable String snippet) implements StreamEvent {

        /**
         * Checks that something is named.
         *
         * @throws IllegalArgumentException without a url and a document
         */
        public Source {
            if (url == null && document == null) {
                throw new IllegalArgumentException("a source must have a url or a document");
            }
        }

        /** A page, or whatever else has an address. */
        public static Source url(String url, @Nullable String title) {
            return new Source(url, null, title, null);
        }

        /** A document without an address. */
        public static Source document(String document, @Nullable String title) {
            return new Source(null, document, title, null);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.source(this);
        }
    }

    /**
     * Something of the application's own.
     *
     * @param name what it is
     * @param id data of the same name and id take each other's place; {@code null}: none does
     * @param json a JSON document
     */
    record Data(String name, @Nullable String id, String json) implements StreamEvent {
        /**
         * Checks that it has a name.
         *
         * @throws IllegalArgumentException for a blank one
         */
        public Data {
            if (name.isBlank()) {
                throw new IllegalArgumentException("data must have a name");
            }
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.data(this);
        }
    }

    /**
     * The text of the answer is the object that was expected of it; comes after the last of the text, before {@link Finished}.
     *
     * @param json the object, checked; a list where one was expected
     */
    record ObjectReady(String json) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.objectReady(this);
        }
    }

    /**
     * A step is whole, and another one follows.
     *
     * @param reason why the model stopped
     * @param usage the tokens that the step took
     * @param mayBeReset whether what follows may turn out to be void, so that whoever shows it must know where it begins
     */
    record StepFinished(FinishReason reason, Usage usage, boolean mayBeReset) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.stepFinished(this);
        }
    }

    /**
     * What this step has delivered so far is void, and the step begins again.
     *
     * @param reason why
     */
    record Reset(Reason reason) implements StreamEvent {

        /** Why a step is void. */
        public enum Reason {
            /** The provider broke off, and another one takes its place. */
            FAILOVER,
            /** A guard does not let it pass. */
            GUARD,
            /** It is made again for another reason. */
            RESTART;

            /** The name on the wire to the browser, such as {@code failover}. */
            public String wireName() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.reset(this);
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
