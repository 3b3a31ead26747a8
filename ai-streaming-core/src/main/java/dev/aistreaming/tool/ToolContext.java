package dev.aistreaming.tool;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.pipeline.EventQueue;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gives a tool access to the call it is running and the request it belongs to. */
public final class ToolContext {

    /** The name of the {@linkplain #attribute attribute} that holds the {@link #user()}. */
    public static final String USER = "user";

    /** The name of the {@linkplain #attribute attribute} that holds the {@link #locale()}. */
    public static final String LOCALE = "locale";

    /** The name of the {@linkplain #attribute attribute} that holds the {@link #streamId()}. */
    public static final String STREAM_ID = "streamId";

    private final ToolCall call;
    private final int step;
    private final Map<String, Object> attributes;
    private final BooleanSupplier cancelled;
    private final Predicate<StreamEvent.Data> events;

    ToolContext(
            ToolCall call,
            int step,
            Map<String, Object> attributes,
            BooleanSupplier cancelled,
            Predicate<StreamEvent.Data> events) {
        this.call = call;
        this.step = step;
        this.attributes = attributes;
        this.cancelled = cancelled;
        this.events = events;
    }

    /**
     * The call as the model made it. If the provider gave it an id, that is unique within the step, but may recur in later steps.
     */
    public ToolCall call() {
        return call;
    }

    /** The step of the answer in which the call was made, starting at 1. */
    public int step() {
        return step;
    }

    /**
     * Whether the result is no longer needed, because the call has timed out or the answer has ended. In both cases the thread is
     * also interrupted.
     */
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /**
     * Sends an application event to the listener of the answer, for example to report progress. It is delivered before the tool's
     * result. Does not block.
     *
     * @param name the kind of event, not blank
     * @param value serialized to JSON by Jackson: a record, a bean, a map, a list, a number or a text; a {@code JsonNode} for
     *     existing JSON
     * @return whether the event was accepted. It is not if the call or the answer has ended, or if {@value EventQueue#MAX_WAITING}
     *     events or a million characters are already waiting because the listener is too slow
     * @throws IllegalArgumentException if the name is blank, or if Jackson cannot serialize the value
     */
    public boolean emit(String name, @Nullable Object value) {
        return emit(name, null, value);
    }

    /**
     * Like {@link #emit(String, Object)}, for a value that changes over time.
     *
     * @param id an event with the same name and id replaces the earlier one; {@code null} if nothing is to be replaced
     */
    public boolean emit(String name, @Nullable String id, @Nullable Object value) {
        StreamEvent.Data event = EventQueue.data(name, id, value);
        return !cancelled() && events.test(event);
    }

    /** The attributes of the {@linkplain dev.aistreaming.chat.ChatRequest#attributes() request}, such as the current user. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /**
     * Returns one of the {@link #attributes()}.
     *
     * @return {@code null} if there is no attribute of that name
     * @throws ClassCastException if the attribute has a different type
     */
    public <T> @Nullable T attribute(String name, Class<T> type) {
        return type.cast(attributes.get(name));
    }

    /** The user who asked, or {@code null} if the request does not say. In Spring applications, the name of the principal. */
    public @Nullable String user() {
        return attribute(USER, String.class);
    }

    /** The user's locale, or {@code null} if the request does not say. In Spring applications, the locale of the request. */
    public @Nullable Locale locale() {
        return attribute(LOCALE, Locale.class);
    }

    /** The id of the stream over which the answer is sent, or {@code null} if it is not streamed. */
    public @Nullable String streamId() {
        return attribute(STREAM_ID, String.class);
    }
}
