package dev.aistreaming.guard;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Events that came after held text and wait for it. */
final class LaterEvents {

    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_CHARACTERS = 64 * 1024;

    private record Later(StreamEvent event, int after) {}

    private final Queue<Later> events = new ArrayDeque<>();
    private int characters;

    /** @param after how much of the text comes before the event */
    void add(StreamEvent event, int after) {
        events.add(new Later(event, after));
        characters += event instanceof StreamEvent.ToolCallDelta delta
                ? delta.arguments().length()
                : 0;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether the limit of waiting events is reached. */
    boolean isFull() {
        return events.size() >= MAX_EVENTS || characters >= MAX_CHARACTERS;
    }

    /** How much of the text comes before the first event; larger than any text if there is no event. */
    int next() {
        Later first = events.peek();
        return first == null ? Integer.MAX_VALUE : first.after();
    }

    /** Removes the first event if no more than this much of the text comes before it. */
    @Nullable
    StreamEvent poll(int left) {
        Later first = events.peek();
        if (first == null || first.after() > left) {
            return null;
        }
        events.remove();
        if (events.isEmpty()) {
            characters = 0;
        }
        return first.event();
    }

    void clear() {
        events.clear();
        characters = 0;
    }
}
