package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One answer as it grows: hands each piece on as an event, and keeps the whole. */
final class Answer {

    private final String provider;
    private final UnaryOperator<String> mask;
    private final Consumer<StreamEvent> events;
    private final WholeCharacters content = new WholeCharacters();
    private final WholeCharacters reasoning = new WholeCharacters();
    private final ToolCalls toolCalls = new ToolCalls();
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable FinishReason finishReason;
    private Usage usage = Usage.UNKNOWN;
    private boolean refused;
    private boolean started;
    private boolean terminated;
    private int pieces;

    /** @param mask takes keys out of what names the answer, which goes to logs and spans */
    Answer(String provider, UnaryOperator<String> mask, Consumer<StreamEvent> events) {
        this.provider = provider;
        this.mask = mask;
        this.events = events;
    }

    /** The first id and model that are not empty count: some first chunks have none, and some ids change. */
    void identify(@Nullable String id, @Nullable String model) {
        this.id = this.id == null ? masked(id) : this.id;
        this.model = this.model == null ? masked(model) : this.model;
        if (this.id != null) {
            start();
        }
    }

    private @Nullable String masked(@Nullable String text) {
        return text == null ? null : mask.apply(text);
    }

    /** Whether nothing that {@link #identify} could be told would count. */
    boolean identified() {
        return id != null && model != null;
    }

    private void start() {
        if (!started) {
            started = true;
            events.accept(new StreamEvent.Started(id, model));
        }
    }

    void content(@Nullable String text) {
        String whole = content.append(text);
        if (!whole.isEmpty()) {
            start();
            pieces++;
            events.accept(new StreamEvent.Content(whole));
        }
    }

    void reasoning(@Nullable String text) {
        String whole = reasoning.append(text);
        if (!whole.isEmpty()) {
            start();
            pieces++;
            events.accept(new StreamEvent.Reasoning(whole));
        }
    }

    /** A refusal's text is content: an answer that is nothing but a refusal would look empty otherwise. */
    void refusal(@Nullable String text) {
        if (text != null) {
            refused = true;
            content(text);
        }
    }

    /** What of a message that may repeat what was streamed has not been streamed yet. */
    @Nullable
    String restOfContent(@Nullable String message, boolean mayBePiece) {
        return content.rest(message, mayBePiece);
    }

    /** As {@link #restOfContent}. */
    @Nullable
    String restOfReasoning(@Nullable String message, boolean mayBePiece) {
        return reasoning.rest(message, mayBePiece);
    }

    /** A call of a message that may repeat what was streamed. */
    void wholeToolCall(@Nullable String id, @Nullable String name, @Nullable String arguments) {
        if (!toolCalls.contains(id, name, arguments)) {
            toolCall(ToolCalls.NO_INDEX, id, name, arguments);
        }
    }

    void toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        start();
        pieces++;
        events.accept(toolCalls.add(index, id, name, arguments));
    }

    void usage(Usage usage) {
        this.usage = usage;
    }

    void finish(FinishReason reason) {
        pieces++;
        finishReason = reason;
    }

    /** The provider's terminator has come. */
    void terminate() {
        terminated = true;
    }

    boolean terminated() {
        return terminated;
    }

    /** Grows with each piece of the answer, its finish reason included. */
    int pieces() {
        return pieces;
    }

    /** Whether a finish reason has been seen: the answer is whole, though its usage and its terminator may still come. */
    boolean finished() {
        return finishReason != null;
    }

    /** Whether nothing at all has come: no text, no call, no finish reason, no usage. */
    boolean isEmpty() {
        return finishReason == null
                && content.isEmpty()
                && reasoning.isEmpty()
                && toolCalls.isEmpty()
                && usage.equals(Usage.UNKNOWN);
    }

    /** Hands on what was held back and the last event. */
    ChatResponse complete() {
        start();
        content(content.endOfText());
        reasoning(reasoning.endOfText());
        FinishReason reason = refused ? FinishReason.CONTENT_FILTER : finishReason;
        FinishReason known = reason == null ? FinishReason.OTHER : reason;
        events.accept(new StreamEvent.Finished(known, usage));
        return new ChatResponse(id, provider, model, content.all(), reasoning.all(), toolCalls.toList(), known, usage);
    }
}
