package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Converts the ids of tool calls in a conversation to a form that the provider accepts, keeping those of a call and its result the
 * same. A call made by another provider may have an id that this one rejects, or none. Ids may recur in later turns, so a result
 * belongs to the most recent turn with calls.
 */
public final class CallIds {

    /**
     * The ids that a provider accepts.
     *
     * @param minLength the minimum length
     * @param maxLength the maximum length
     * @param others the characters allowed besides letters and digits; {@code *} for any
     */
    public record Form(int minLength, int maxLength, String others) {

        /** Any id that is not empty. */
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

    /** @param form the ids that the provider accepts */
    public CallIds(Form form) {
        this.form = form;
    }

    /** Begins another turn of the model. */
    public void beginTurn() {
        unanswered.clear();
    }

    /** The id to send for a call. */
    public String of(Part.ToolUse call) {
        String sent = form.takes(call.id()) ? call.id() : make();
        unanswered.add(new Sent(call.id(), call.name(), sent));
        return sent;
    }

    /** The id to send for a result. Results of calls without ids are matched in order. */
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

    /** Nine letters and digits, which every provider accepts. As a conversation grows, each request contains the same ids. */
    private String make() {
        String number = String.valueOf(++made);
        return "call" + "0".repeat(Math.max(0, 5 - number.length())) + number;
    }
}
