package dev.aistreaming.pipeline;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events that wait until their stream can take them. Those of the application's own may come from any thread and at any speed, so
 * only so many wait. Safe for use by many threads.
 */
public final class EventQueue {

    /** How many of the application's own events wait at most. */
    public static final int MAX_WAITING = 1_000;

    private static final int MAX_WAITING_CHARACTERS = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private volatile int waiting;

    // guarded by this
    private @Nullable Queue<StreamEvent> events;
    private int own;
    private long characters;
    private boolean closed;

    /**
     * An event of the application's own.
     *
     * @param value written as JSON by Jackson
     * @throws IllegalArgumentException for a blank name, or a value that Jackson cannot write
     */
    public static StreamEvent.Data data(String name, @Nullable String id, @Nullable Object value) {
        try {
            return new StreamEvent.Data(name, id, JSON.writeValueAsString(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the value of '" + name + "' cannot be written as JSON", e);
        }
    }

    /** Adds one that has a place in any case. */
    public synchronized void add(StreamEvent event) {
        if (!closed) {
            append(event);
        }
    }

    /** Adds one of the application's own; returns whether there was room, and the queue not closed. */
    public synchronized boolean offer(StreamEvent.Data event) {
        long length = length(event);
        if (closed || own == MAX_WAITING || characters + length > MAX_WAITING_CHARACTERS) {
            return false;
        }
        own++;
        characters += length;
        append(event);
        return true;
    }

    private void append(StreamEvent event) {
        if (events == null) {
            events = new ArrayDeque<>();
        }
        events.add(event);
        waiting = events.size();
    }

    /** The one that has waited longest, which waits no more; {@code null} where none does. */
    public synchronized @Nullable StreamEvent poll() {
        StreamEvent event = events == null ? null : events.poll();
        if (event != null) {
            waiting--;
            if (event instanceof StreamEvent.Data data) {
                own--;
                characters -= length(data);
            }
        }
        return event;
    }

    private static long length(StreamEvent.Data event) {
        return (long) event.name().length()
                + (event.id() == null ? 0 : event.id().length())
                + event.json().length();
    }

    /** Whether none waits; costs next to nothing. */
    public boolean isEmpty() {
        return waiting == 0;
    }

    /** Takes no more. Those that wait can still be had. */
    public synchronized void close() {
        closed = true;
    }
}
