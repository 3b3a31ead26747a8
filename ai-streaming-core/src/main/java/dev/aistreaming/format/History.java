package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a conversation from what a front end has kept of it, so that providers accept it: a tool call is included only if it has
 * a result, which comes right after the turn with the call.
 */
final class History {

    private static final class Turn {
        final Role role;
        final List<Part> said;
        final List<Call> calls = new ArrayList<>(0);

        Turn(Role role, List<Part> said) {
            this.role = role;
            this.said = said;
        }
    }

    private static final class Call {
        final Turn turn;
        final Part.ToolUse use;
        Part.@Nullable ToolResult result;

        Call(Turn turn, Part.ToolUse use) {
            this.turn = turn;
            this.use = use;
        }
    }

    private final List<Turn> turns = new ArrayList<>();

    /** The calls waiting for a result, by their ids. If an id recurs, the last turn that contains it counts. */
    private final Map<String, Deque<Call>> waiting = new HashMap<>();

    /** Begins a turn. It is left out if it has neither content nor tool calls. */
    void add(Role role, List<Part> said) {
        turns.add(new Turn(role, said));
    }

    /** Adds a call to the model's most recent turn. Ignored if it has no name. */
    void call(@Nullable String id, @Nullable String name, String arguments) {
        if (name == null || name.isBlank()) {
            return;
        }
        Turn turn = turns.get(turns.size() - 1);
        Call call = new Call(turn, new Part.ToolUse(id == null ? "" : id, name, arguments));
        turn.calls.add(call);
        Deque<Call> same = waiting.computeIfAbsent(call.use.id(), any -> new ArrayDeque<>(1));
        if (!same.isEmpty() && same.getLast().turn != turn) {
            same.clear();
        }
        same.add(call);
    }

    /** Adds the result of the call with this id. Ignored if no such call is waiting. */
    void result(@Nullable String callId, List<Part> content, boolean failed) {
        Deque<Call> same = waiting.get(callId == null ? "" : callId);
        Call call = same == null ? null : same.poll();
        if (call != null) {
            call.result = new Part.ToolResult(call.use.id(), call.use.name(), content, failed);
        }
    }

    /**
     * The messages, oldest first.
     *
     * @throws AiException with {@code invalid_request} if the user's last message is empty
     */
    List<Message> messages() {
        checkEnd();
        List<Message> messages = new ArrayList<>(turns.size());
        for (Turn turn : turns) {
            List<Part> parts = new ArrayList<>(turn.said);
            List<Part> results = new ArrayList<>(0);
            for (Call call : turn.calls) {
                if (call.result != null) {
                    parts.add(call.use);
                    results.add(call.result);
                }
            }
            add(messages, turn.role, parts);
            add(messages, Role.TOOL, results);
        }
        return messages;
    }

    /** A question may consist of files only. */
    private void checkEnd() {
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.role == Role.USER && last.said.isEmpty()) {
            throw AiException.invalidRequest(
                    "messages must not end with an empty message of the user: it needs a text, or a file that can be read");
        }
    }

    private static void add(List<Message> messages, Role role, List<Part> parts) {
        if (!parts.isEmpty()) {
            messages.add(new Message(role, parts));
        }
    }
}
