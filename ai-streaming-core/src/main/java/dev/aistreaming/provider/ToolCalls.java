package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together. Providers number them from 0, from 1, or not at all; repeat the id in each piece, or give it
 * once; some give every call the number 0.
 */
final class ToolCalls {

    static final int NO_INDEX = -1;

    private final List<Slot> slots = new ArrayList<>();

    private static final class Slot {
        final int ordinal;
        final int index;
        String id = "";
        String name = "";
        final WholeCharacters arguments = new WholeCharacters();

        Slot(int ordinal, int index) {
            this.ordinal = ordinal;
            this.index = index;
        }
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Whether a call of this id, or, where it has none, one that is the same otherwise, has come. */
    boolean contains(@Nullable String id, @Nullable String name, @Nullable String arguments) {
        for (Slot slot : slots) {
            boolean same = (id != null && !slot.id.isEmpty())
                    ? slot.id.equals(id)
                    : slot.name.equals(name) && slot.arguments.all().equals(arguments == null ? "" : arguments);
            if (same) {
                return true;
            }
        }
        return false;
    }

    ToolCallDelta add(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        Slot slot = find(index, id, name);
        if (slot == null) {
            slot = new Slot(slots.size(), index);
            slots.add(slot);
        }
        if (slot.id.isEmpty() && id != null) {
            slot.id = id;
        }
        if (slot.name.isEmpty() && name != null) {
            slot.name = name;
        }
        return new ToolCallDelta(slot.ordinal, id, name, slot.arguments.append(arguments));
    }

    private @Nullable Slot find(int index, @Nullable String id, @Nullable String name) {
        for (int i = slots.size() - 1; i >= 0; i--) {
            Slot slot = slots.get(i);
            if (index == NO_INDEX ? goesOn(slot, id, name) : slot.index == index && !isAnother(slot, id, name)) {
                return slot;
            }
        }
        return null;
    }

    private boolean goesOn(Slot slot, @Nullable String id, @Nullable String name) {
        if (id != null) {
            return slot.id.equals(id);
        }
        if (slot.ordinal != slots.size() - 1) {
            return false;
        }
        // a name in each piece of a call that has neither number nor id
        return name == null || (name.equals(slot.name) && !isObject(slot.arguments.all()));
    }

    /**
     * The same number begins another call with another name, or with another id and a name; another id alone is one of the
     * ids that change.
     */
    private static boolean isAnother(Slot slot, @Nullable String id, @Nullable String name) {
        if (name == null) {
            return false;
        }
        return id == null ? !slot.name.isEmpty() && !slot.name.equals(name) : !slot.id.isEmpty() && !slot.id.equals(id);
    }

    private static boolean isObject(String arguments) {
        return arguments.startsWith("{") && arguments.endsWith("}") && Json.isDocument(arguments);
    }

    /** The calls so far. Arguments that nobody sent are an empty object. */
    List<ToolCall> toList() {
        return slots.stream().map(ToolCalls::whole).toList();
    }

    private static ToolCall whole(Slot slot) {
        String arguments = slot.arguments.all() + slot.arguments.endOfText();
        return new ToolCall(slot.id, slot.name, arguments.isBlank() ? "{}" : arguments);
    }
}
