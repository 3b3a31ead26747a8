package dev.aistreaming.guard;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Events that came after text that is held, and wait for it. */
final class LaterEvents {

    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_CHARACTERS = 64 * 1024;

    private record Later(StreamEvent event, int after) {}

    private final Queue<Later> events = new ArrayDeque<>();
    private int characters;

    /** @param after how much of the text comes before it */
    void add(StreamEvent event, int after) {
        events.add(new Later(event, after));
        characters += event instanceof StreamEvent.ToolCallDelta delta
                ? delta.arguments().length()
                : 0;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether no more may wait. */
    boolean isFull() {
        return events.size() >= MAX_EVENTS || characters >= MAX_CHARACTERS;
    }

    /** After how much of the text the first one comes; more than any text has where none waits. */
    int next() {
        Later first = events.peek();
        return first == null ? Integer.MAX_VALUE : first.after();
    }

    /** The first one, if no more than so much of the text comes before it. */
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
