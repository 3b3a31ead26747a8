package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The ids of one conversation's tool calls, in a form that the provider takes, and the same for a call and its result. A call that
 * another provider has made may have an id that this one refuses, or none. Ids may come again in later turns, so a result
 * belongs to the last turn that called.
 */
public final class CallIds {

    /**
     * Which ids a provider takes.
     *
     * @param minLength the shortest
     * @param maxLength the longest
     * @param others what may stand in them beside letters and digits; {@code *}: anything
     */
    public record Form(int minLength, int maxLength, String others) {

        /** Whatever it is, if it is something. */
        public static final Form ANY = new Form(1, Integer.MAX_VALUE, "*");

        boolean takes(String id) {
            return id.length() >= minLength
                    && id.length() <= maxLength
                    && (others.equals("*") || id.chars().allMatch(c -> isLetterOrDigit(c) || others.indexOf(c) >= 0));
        }

        private static boolean isLetterOrDigit(int c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
    }

    private record Sent(String id, String name, String sent) {}

    private final Form form;
    private final List<Sent> unanswered = new ArrayList<>();
    private int made;

    /** @param form which ids the provider takes */
    public CallIds(Form form) {
        this.form = form;
    }

    /** A further turn of the model begins. */
    public void beginTurn() {
        unanswered.clear();
    }

    /** The id to send for a call. */
    public String of(Part.ToolUse call) {
        String sent = form.takes(call.id()) ? call.id() : make();
        unanswered.add(new Sent(call.id(), call.name(), sent));
        return sent;
    }

    /** The id to send for a result; calls without ids are answered in their order. */
    public String of(Part.ToolResult result) {
        for (Iterator<Sent> calls = unanswered.iterator(); calls.hasNext(); ) {
            Sent call = calls.next();
            if (call.id.equals(result.callId()) && (!call.id.isEmpty() || call.name.equals(result.name()))) {
                calls.remove();
                return call.sent;
            }
        }
        return form.takes(result.callId()) ? result.callId() : make();
    }

    /** Nine letters and digits, which every provider takes; the same in every request of a conversation that only grows. */
    private String make() {
        String number = String.valueOf(++made);
        return "call" + "0".repeat(Math.max(0, 5 - number.length())) + number;
    }
}
