package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/**
 * An answer as it grows: turns what a mapper finds into events and passes them on. Its content is accumulated by {@link
 * AnswerSoFar}.
 */
final class Answer {

    private static final int MAX_KEPT = 4 << 20;

    private final UnaryOperator<String> shown;
    private final Consumer<StreamEvent> events;
    private final WholeCharacters content = new WholeCharacters();
    private final WholeCharacters reasoning = new WholeCharacters();
    private final AnswerSoFar soFar;

    /** Created lazily, because most answers have no tool calls. */
    private @Nullable ToolCalls toolCalls;

    /** What the provider needs back, which is known only at the end. Most answers have none. */
    private @Nullable KeptState state;

    /** The sources already reported, identified by their address if they have one. Most answers have none. */
    private @Nullable Set<Object> sources;

    private int kept;
    private boolean refused;
    private boolean started;
    private boolean terminated;
    private int pieces;

    /**
     * @param provider the name of the provider that answers
     * @param shown makes names given by the provider safe for display
     * @param events receives the events
     */
    Answer(String provider, UnaryOperator<String> shown, Consumer<StreamEvent> events) {
        this.soFar = new AnswerSoFar(provider);
        this.shown = shown;
        this.events = events;
    }

    /** The first id and model that are not empty count: some first chunks have none, and some ids change. */
    void identify(@Nullable String id, @Nullable String model) {
        soFar.identified(
                soFar.id() != null || id == null ? null : shown.apply(id),
                soFar.model() != null || model == null ? null : shown.apply(model));
        if (soFar.id() != null) {
            start();
        }
    }

    /** Whether {@link #identify} can no longer add anything. */
    boolean identified() {
        return soFar.id() != null && soFar.model() != null;
    }

    private void start() {
        if (!started) {
            started = true;
            StreamEvent.Started event = new StreamEvent.Started(soFar.id(), soFar.model());
            soFar.started(event);
            events.accept(event);
        }
    }

    void content(@Nullable String text) {
        String whole = content.append(text);
        if (!whole.isEmpty()) {
            start();
            pieces++;
            StreamEvent.Content event = new StreamEvent.Content(whole);
            soFar.content(event);
            events.accept(event);
        }
    }

    void reasoning(@Nullable String text) {
        String whole = reasoning.append(text);
        if (!whole.isEmpty()) {
            start();
            pieces++;
            StreamEvent.Reasoning event = new StreamEvent.Reasoning(whole);
            soFar.reasoning(event);
            events.accept(event);
        }
    }

    /** The text of a refusal is content: otherwise an answer that is only a refusal would look empty. */
    void refusal(@Nullable String text) {
        if (text != null) {
            refused = true;
            content(text);
        }
    }

    /** The part that has not been streamed yet, of a message that may repeat what was streamed. */
    @Nullable
    String restOfContent(@Nullable String message, boolean mayBePiece) {
        return content.rest(soFar.content(), message, mayBePiece);
    }

    /** Like {@link #restOfContent}. */
    @Nullable
    String restOfReasoning(@Nullable String message, boolean mayBePiece) {
        return reasoning.rest(soFar.reasoning(), message, mayBePiece);
    }

    /** A tool call in a message that may repeat what was streamed. */
    void wholeToolCall(@Nullable String id, @Nullable String name, @Nullable String arguments) {
        if (!toolCalls().contains(id, name, arguments)) {
            toolCall(ToolCalls.NO_INDEX, id, name, arguments);
        }
    }

    /** Returns the index of the call within the answer, starting at 0. */
    int toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        start();
        pieces++;
        StreamEvent.ToolCallDelta event = toolCalls().add(index, id, name, arguments);
        toolCall(event);
        return event.index();
    }

    private ToolCalls toolCalls() {
        ToolCalls begun = toolCalls;
        if (begun == null) {
            begun = new ToolCalls(soFar);
            toolCalls = begun;
        }
        return begun;
    }

    private void toolCall(StreamEvent.ToolCallDelta event) {
        soFar.toolCallDelta(event);
        events.accept(event);
    }

    boolean hasToolCalls() {
        return toolCalls != null;
    }

    /** The reasoning so far. */
    CharSequence reasoning() {
        return soFar.reasoning();
    }

    /** The content so far. */
    CharSequence content() {
        return soFar.content();
    }

    /** The provider needs this back with the turn. */
    void wantsBack(KeptState atEnd) {
        state = atEnd;
    }

    /** Reports a source of the answer unless it has been reported before: a source is often repeated with each citation. */
    void source(@Nullable JsonParser json, StreamEvent.@Nullable Source source) {
        if (source == null) {
            return;
        }
        Set<Object> told = sources;
        if (told == null) {
            told = new HashSet<>();
            sources = told;
        }
        if (told.add(source.url() == null ? source : source.url())) {
            keeps(json, String.valueOf(source).length());
            start();
            pieces++;
            soFar.source(source);
            events.accept(source);
        }
    }

    /** Counts what is kept in addition to the visible answer, so that no server can exhaust the memory with it. */
    void keeps(@Nullable JsonParser json, int characters) {
        kept += characters;
        if (kept > MAX_KEPT) {
            throw new StreamReadException(json, "more than " + MAX_KEPT + " characters to be sent back");
        }
    }

    void usage(Usage usage) {
        soFar.used(usage);
    }

    void finish(FinishReason reason) {
        pieces++;
        soFar.stopped(reason);
    }

    /** The provider's terminator has arrived. */
    void terminate() {
        terminated = true;
    }

    boolean terminated() {
        return terminated;
    }

    /** A number that grows with each piece of the answer, including its finish reason. */
    int pieces() {
        return pieces;
    }

    /** Whether there has been a finish reason: the answer is then complete, although usage and terminator may still follow. */
    boolean finished() {
        return soFar.finishReason() != null;
    }

    /** Whether nothing has arrived at all: no text, no call, no finish reason, no usage. */
    boolean isEmpty() {
        return soFar.isEmpty() && !content.isWaiting() && !reasoning.isWaiting();
    }

    /** Attaches what has arrived to the error as {@link AiException#partial()}. The answer is over. */
    AiException addTo(AiException error) {
        addState(false);
        return soFar.addTo(error);
    }

    private void addState(boolean whole) {
        if (state != null) {
            state.parts(whole).forEach(soFar::wantsBack);
            state = null;
        }
    }

    /** Passes on what was held back, followed by the last event. */
    ChatResponse complete() {
        start();
        content(content.endOfText());
        reasoning(reasoning.endOfText());
        if (toolCalls != null) {
            toolCalls.endOfTexts().forEach(this::toolCall);
        }
        addState(true);
        FinishReason told = soFar.finishReason();
        FinishReason reason = refused ? FinishReason.CONTENT_FILTER : told == null ? FinishReason.OTHER : told;
        if (reason == FinishReason.STOP && toolCalls != null) {
            reason = FinishReason.TOOL_CALLS; // whatever the provider calls it, because the calls are waiting
        }
        StreamEvent.Finished event = new StreamEvent.Finished(reason, soFar.usage());
        soFar.finished(event);
        events.accept(event);
        return soFar.toResponse();
    }
}
