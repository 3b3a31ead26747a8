package dev.aistreaming.chat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event in the course of an answer. No text is empty, and no event ends in the middle of a surrogate pair.
 *
 * <p>An answer in which tools are called has several steps, each with its own {@link Started} event. Steps are separated by {@link
 * StepFinished}, and {@link Finished} comes last, exactly once.
 *
 * <p>Handle events with a {@link Visitor}. When a new kind of event is added, code that has to handle it then fails to compile.
 */
public sealed interface StreamEvent {

    /** Calls the visitor's method for this kind of event. */
    void accept(Visitor visitor);

    /**
     * One method per kind of event. There are deliberately no default methods, so that the compiler points out every visitor that
     * does not know a new kind: a visitor unaware of {@link Reset}, for example, would go on showing text that is void. Code that
     * needs only some kinds of event, and should keep compiling when others are added, can implement {@link EventAdapter} instead.
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
     * A step of the answer begins. This is the first event, and the first one after each {@link StepFinished} and {@link Reset}.
     *
     * @param id the provider's id for the answer, or {@code null} if not known yet
     * @param model the model that answers, or {@code null} if not known yet
     */
    record Started(@Nullable String id, @Nullable String model) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.started(this);
        }
    }

    /**
     * More text of the answer, to be appended verbatim.
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
     * A tool call begins or continues.
     *
     * @param index which call of this step, starting at 0
     * @param id the provider's id for the call; {@code null} unless it came with this delta
     * @param name the tool's name; {@code null} unless it came with this delta
     * @param arguments the text to append to the call's arguments; may be empty
     */
    record ToolCallDelta(
            int index, @Nullable String id, @Nullable String name, String arguments) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.toolCallDelta(this);
        }
    }

    /**
     * A tool call is complete. Its deltas have been delivered before.
     *
     * @param call the complete call
     */
    record ToolCalled(ToolCall call) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.toolCalled(this);
        }
    }

    /**
     * A tool has returned a result or failed.
     *
     * @param result what the model is told
     */
    record ToolResulted(Part.ToolResult result) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.toolResulted(this);
        }
    }

    /**
     * A tool call needs approval. The answer pauses until it is decided.
     *
     * @param id identifies the approval request
     * @param call the call that would be made
     */
    record ApprovalRequested(String id, ToolCall call) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.approvalRequested(this);
        }
    }

    /**
     * A source that the answer is based on.
     *
     * @param url the address; {@code null} for a document without one
     * @param document the name or id of a document; {@code null} for a web page
     * @param title the title
     * @param snippet the quoted passage
     */
    record Source(
            @Nullable String url,
            @Nullable String document,
            @Nullable String title,
            @Nullable String snippet) implements StreamEvent {

        /**
         * Checks that the source can be identified.
         *
         * @throws IllegalArgumentException if both the URL and the document are {@code null}
         */
        public Source {
            if (url == null && document == null) {
                throw new IllegalArgumentException("a source must have a url or a document");
            }
        }

        /** A source with an address, such as a web page. */
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
     * Custom data from the application.
     *
     * @param name the kind of data
     * @param id data with the same name and id replaces earlier data; {@code null} if nothing is to be replaced
     * @param json a JSON document
     */
    record Data(String name, @Nullable String id, String json) implements StreamEvent {
        /**
         * Validates the name.
         *
         * @throws IllegalArgumentException if the name is blank
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
     * The answer's text has been parsed as the requested object and checked. Comes after the last text and before {@link Finished}.
     *
     * @param json the object, or a list if one was requested
     */
    record ObjectReady(String json) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.objectReady(this);
        }
    }

    /**
     * A step is complete, and another one follows.
     *
     * @param reason why the model stopped
     * @param usage the tokens used by the step
     * @param mayBeReset whether the next step may be voided by a {@link Reset}, so that a client has to remember where it begins
     */
    record StepFinished(FinishReason reason, Usage usage, boolean mayBeReset) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.stepFinished(this);
        }
    }

    /**
     * Everything that this step has delivered so far is void. The step begins again.
     *
     * @param reason why the step is void
     */
    record Reset(Reason reason) implements StreamEvent {

        /** Why a step is void. */
        public enum Reason {
            /** The provider broke off, and another one takes over. */
            FAILOVER,
            /** A guard blocked the text. */
            GUARD,
            /** The step is repeated for another reason. */
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
     * The answer is complete. Comes last, exactly once.
     *
     * @param reason why the model stopped
     * @param usage the tokens used by the answer
     */
    record Finished(FinishReason reason, Usage usage) implements StreamEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.finished(this);
        }
    }
}
