package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds a result to every call that has none, because providers reject calls without results. This happens, for example, when a user
 * asks something else instead of answering a front-end tool. All results for the calls of one answer end up in a single message.
 */
final class AnsweredCalls {

    private static final String NOT_CALLED = "The tool was not called: the conversation continued without its result.";

    private AnsweredCalls() {}

    static List<Message> of(List<Message> messages) {
        List<Message> answered = new ArrayList<>(messages.size());
        int next;
        for (int i = 0; i < messages.size(); i = next) {
            Message message = messages.get(i);
            answered.add(message);
            next = i + 1;
            if (message.role() != Role.ASSISTANT) {
                continue;
            }
            List<Part> results = new ArrayList<>();
            while (next < messages.size() && messages.get(next).role() == Role.TOOL) {
                results.addAll(messages.get(next++).parts());
            }
            boolean missing = addMissing(message, results);
            if (!missing && next == i + 2) {
                answered.add(messages.get(i + 1));
            } else if (!results.isEmpty()) {
                answered.add(new Message(Role.TOOL, results));
            }
        }
        return answered;
    }

    private static boolean addMissing(Message calling, List<Part> results) {
        List<Part> unused = new ArrayList<>(results);
        boolean missing = false;
        for (Part part : calling.parts()) {
            if (part instanceof Part.ToolUse call && !take(unused, call)) {
                results.add(Part.ToolResult.failed(call.id(), call.name(), NOT_CALLED));
                missing = true;
            }
        }
        return missing;
    }

    /** Some providers give their calls no ids. */
    private static boolean take(List<Part> results, Part.ToolUse call) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Part.ToolResult result
                    && result.callId().equals(call.id())
                    && (!call.id().isEmpty() || result.name().equals(call.name()))) {
                results.remove(i);
                return true;
            }
        }
        return false;
    }
}
