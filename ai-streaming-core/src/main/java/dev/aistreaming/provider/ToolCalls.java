package dev.aistreaming.provider;

import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the call that a piece belongs to. Providers number their calls from 0, from 1, or not at all; they repeat the id in each
 * piece, or send it once; some give every call the number 0. The lookup takes constant time, however many calls there are.
 */
final class ToolCalls {

    static final int NO_INDEX = -1;

    private final AnswerSoFar answer;
    private final List<ToolCallSlot> slots = new ArrayList<>();
    private final Map<Integer, SameNumber> byNumber = new HashMap<>();
    private final Map<String, ToolCallSlot> byId = new HashMap<>();

    /** @param answer contains the arguments of the calls, once it has received the deltas */
    ToolCalls(AnswerSoFar answer) {
        this.answer = answer;
    }

    /** Whether a call with this id or, if it has none, an otherwise equal call has arrived. */
    boolean contains(@Nullable String id, @Nullable String name, @Nullable String arguments) {
        if (id != null && byId.containsKey(id)) {
            return true;
        }
        for (ToolCallSlot slot : slots) {
            if ((id == null || slot.id.isEmpty()) && slot.is(name, arguments, answer)) {
                return true;
            }
        }
        return false;
    }

    ToolCallDelta add(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        SameNumber number = byNumber.computeIfAbsent(index, any -> new SameNumber());
        ToolCallSlot slot = index == NO_INDEX ? findWithoutNumber(id, name) : number.find(id, name);
        if (slot == null) {
            slot = new ToolCallSlot(slots.size(), number);
            slots.add(slot);
            number.add(slot);
        }
        if (slot.id.isEmpty() && id != null) {
            slot.id = id;
            slot.isKnownAs(id, byId);
            slot.isKnownAs(id, slot.number.byId);
        }
        if (slot.name.isEmpty() && name != null) {
            slot.name = name;
            slot.isKnownAs(name, slot.number.byName);
        }
        return new ToolCallDelta(slot.ordinal, id, name, slot.arguments.append(arguments));
    }

    private @Nullable ToolCallSlot findWithoutNumber(@Nullable String id, @Nullable String name) {
        if (id != null) {
            return byId.get(id);
        }
        ToolCallSlot last = slots.isEmpty() ? null : slots.get(slots.size() - 1);
        // some servers send the name in each piece of a call that has neither number nor id
        boolean goesOn = last != null && (name == null || (name.equals(last.name) && !last.isWhole(answer)));
        return goesOn ? last : null;
    }

    /** Replacements for unpaired surrogates at the end of texts. */
    List<ToolCallDelta> endOfTexts() {
        return slots.stream()
                .filter(slot -> slot.arguments.isWaiting())
                .map(slot -> new ToolCallDelta(slot.ordinal, null, null, slot.arguments.endOfText()))
                .toList();
    }
}
