package dev.aistreaming.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool calls of an answer to which the provider gives the same number. */
final class SameNumber {

    final Map<String, ToolCallSlot> byId = new HashMap<>();
    final Map<String, ToolCallSlot> byName = new HashMap<>();
    private final Deque<ToolCallSlot> withoutId = new ArrayDeque<>(1);
    private @Nullable ToolCallSlot first;
    private @Nullable ToolCallSlot last;

    void add(ToolCallSlot slot) {
        first = first == null ? slot : first;
        last = slot;
        withoutId.add(slot);
    }

    /**
     * The call that a piece continues, or {@code null} if it begins one. A piece with the same number begins another call if it has
     * a different name, or a different id and a name. A different id alone is the changing id of the same call.
     */
    @Nullable
    ToolCallSlot find(@Nullable String id, @Nullable String name) {
        if (name == null) {
            return last;
        }
        if (id == null) {
            ToolCallSlot same = byName.get(name);
            return same == null && first != null && first.name.isEmpty()
                    ? first
                    : same; // other pieces began with a name
        }
        while (!withoutId.isEmpty() && !withoutId.getLast().id.isEmpty()) {
            withoutId.removeLast(); // it has received one in the meantime
        }
        return ToolCallSlot.later(byId.get(id), withoutId.peekLast());
    }
}
