package dev.aistreaming.format;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a step that a front end has seen, for formats that write a call in pieces. They are written under the provider's
 * ids. If it gave none, or if an earlier call of the answer has the same one, they get an id of our own, because a front end has
 * only the id to tell calls apart.
 */
final class WrittenCalls {

    private final List<WrittenCall> step = new ArrayList<>(0);
    private final Set<String> ids = new HashSet<>(0);
    private int made;

    /** The call to which a delta belongs. Records the delta as the call's most recent one. */
    WrittenCall of(ToolCallDelta delta) {
        WrittenCall call = at(delta.index());
        if (call == null) {
            call = add(new WrittenCall(this, delta.index(), delta.id(), delta.name()));
        }
        call.goesOn(delta);
        return call;
    }

    /** Most deltas belong to the last call. */
    private @Nullable WrittenCall at(int index) {
        for (int i = step.size() - 1; i >= 0; i--) {
            if (step.get(i).index == index) {
                return step.get(i);
            }
        }
        return null;
    }

    /** The call whose deltas, if any, have come before. */
    WrittenCall of(ToolCall whole) {
        WrittenCall begun = first(call -> !call.isWhole() && call.is(whole.id(), whole.name()));
        WrittenCall known = begun == null ? first(call -> call.was(whole)) : begun;
        return known == null ? add(new WrittenCall(this, -1, whole.id(), whole.name())) : known;
    }

    /** The id under which a complete call has been written, or {@code null} if it has not. */
    @Nullable
    String idOf(ToolCall whole) {
        WrittenCall call = first(any -> any.was(whole));
        return call == null ? null : call.id();
    }

    /** The call to which a result belongs. */
    WrittenCall of(Part.ToolResult result) {
        WrittenCall known = first(call -> !call.isAnswered() && call.is(result.callId(), result.name()));
        return known == null ? add(new WrittenCall(this, -1, result.callId(), result.name())) : known;
    }

    /** The calls of this step, in the order in which they began. */
    List<WrittenCall> ofStep() {
        return step;
    }

    /** From here on, no delta and no result belongs to an earlier call. */
    void endStep() {
        step.clear();
    }

    /** The previous writer has begun a call. */
    void takeOver(String id, String name) {
        add(new WrittenCall(this, -1, id, name)).begin();
    }

    /** The previous writer has written a call completely. */
    void over(String id) {
        step.removeIf(call -> id.equals(call.id()));
    }

    /** The previous writer has used this id for a call. */
    void taken(String id) {
        ids.add(id);
    }

    String newId(@Nullable String given) {
        if (given != null && ids.add(given)) {
            return given;
        }
        String id;
        do {
            made++;
            id = (given == null ? "call" : given) + "-" + made;
        } while (!ids.add(id));
        return id;
    }

    private WrittenCall add(WrittenCall call) {
        step.add(call);
        return call;
    }

    private @Nullable WrittenCall first(Predicate<WrittenCall> test) {
        for (WrittenCall call : step) {
            if (test.test(call)) {
                return call;
            }
        }
        return null;
    }
}
