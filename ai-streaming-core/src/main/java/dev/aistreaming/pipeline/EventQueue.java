package dev.aistreaming.pipeline;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events waiting for their stream to be ready for them. An application may add its own events from any thread and at any rate, so
 * their number is limited. Thread-safe.
 */
public final class EventQueue {

    /** The maximum number of waiting application events. */
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
     * Creates an application event.
     *
     * @param value serialized to JSON by Jackson
     * @throws IllegalArgumentException if the name is blank, or if Jackson cannot serialize the value
     */
    public static StreamEvent.Data data(String name, @Nullable String id, @Nullable Object value) {
        try {
            return new StreamEvent.Data(name, id, JSON.writeValueAsString(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the value of '" + name + "' cannot be written as JSON", e);
        }
    }

    /** Adds an event that is exempt from the limit. */
    public synchronized void add(StreamEvent event) {
        if (!closed) {
            append(event);
        }
    }

    /** Adds an application event. Returns whether it was added, which it is not if the queue is full or closed. */
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

    /** Removes and returns the oldest event, or {@code null} if there is none. */
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

    /** Whether no event is waiting. Very cheap. */
    public boolean isEmpty() {
        return waiting == 0;
    }

    /** Accepts no more events. Those already waiting remain available. */
    public synchronized void close() {
        closed = true;
    }
}
