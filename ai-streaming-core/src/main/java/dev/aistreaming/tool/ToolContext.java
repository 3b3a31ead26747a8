package dev.aistreaming.tool;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.pipeline.EventQueue;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a tool may know of the call that it runs. */
public final class ToolContext {

    /** The {@linkplain #attribute attribute} that names the {@link #user()}. */
    public static final String USER = "user";

    /** The {@linkplain #attribute attribute} that has the {@link #locale()}. */
    public static final String LOCALE = "locale";

    /** The {@linkplain #attribute attribute} that has the {@link #streamId()}. */
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
     * The call as the model made it. Its id tells it from the others of its step, where the provider gave one; ids may come
     * again in later steps.
     */
    public ToolCall call() {
        return call;
    }

    /** Which step of the answer has made the call, from 1. */
    public int step() {
        return step;
    }

    /**
     * Whether nobody waits for the result any more: the call's time is up, or the answer has ended. The thread is interrupted
     * then as well.
     */
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /**
     * Sends an event of the application's own to whoever listens to the answer, such as how far the tool is. It comes before the
     * tool's result. Does not wait for anybody.
     *
     * @param name what it is, not blank
     * @param value written as JSON by Jackson: a record, a bean, a map, a list, a number, a text, or a {@code JsonNode} for JSON that is
     *     there already
     * @return whether it was taken. It is not where the call or the answer has ended, and where {@value EventQueue#MAX_WAITING}
     *     events or a million characters wait already, because whoever listens takes no more
     * @throws IllegalArgumentException for a blank name, or a value that Jackson cannot write
     */
    public boolean emit(String name, @Nullable Object value) {
        return emit(name, null, value);
    }

    /**
     * As {@link #emit(String, Object)}, for something that changes.
     *
     * @param id what has the same name and id takes the place of what came before; {@code null}: it does not
     */
    public boolean emit(String name, @Nullable String id, @Nullable Object value) {
        StreamEvent.Data event = EventQueue.data(name, id, value);
        return !cancelled() && events.test(event);
    }

    /** Those of the {@linkplain dev.aistreaming.chat.ChatRequest#attributes() request}, such as who asks. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /**
     * One of the {@link #attributes()}.
     *
     * @return {@code null} where there is none of that name
     * @throws ClassCastException where it is of another type
     */
    public <T> @Nullable T attribute(String name, Class<T> type) {
        return type.cast(attributes.get(name));
    }

    /** Who asks; {@code null} where the request does not say. On Spring, the name of the principal. */
    public @Nullable String user() {
        return attribute(USER, String.class);
    }

    /** In which language the user is spoken to; {@code null} where the request does not say. On Spring, that of the request. */
    public @Nullable Locale locale() {
        return attribute(LOCALE, Locale.class);
    }

    /** The id of the stream that the answer is sent by; {@code null} where it is not streamed to anybody. */
    public @Nullable String streamId() {
        return attribute(STREAM_ID, String.class);
    }
}
