package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects what is sent of stored turns. If an answer was interrupted, its turn says so in the model's own role, so that the next
 * answer does not continue it. A question that was refused is left out together with its turn.
 */
final class SentTurns {

    /** In brackets like stage directions, and always in the same words, so that the provider's prompt cache still applies. */
    static final String INTERRUPTED = "[This answer was interrupted here. It is not to be continued unless asked for.]";

    static final String UNANSWERED =
            "[This question was not answered: the answer was interrupted. It is not to be answered unless asked again.]";

    private SentTurns() {}

    /** @param stored complete turns, oldest first */
    static List<Message> of(List<StoredMessage> stored) {
        List<Message> sent = new ArrayList<>();
        int end;
        for (int start = 0; start < stored.size(); start = end) {
            end = start + 1;
            while (end < stored.size()
                    && stored.get(end).turn() == stored.get(start).turn()) {
                end++;
            }
            add(sent, stored.subList(start, end));
        }
        return sent;
    }

    private static void add(List<Message> sent, List<StoredMessage> turn) {
        StoredMessage last = turn.get(turn.size() - 1);
        if (last.state() == MessageState.REFUSED) {
            return;
        }
        for (StoredMessage stored : turn.subList(0, turn.size() - 1)) {
            sent.add(stored.message());
        }
        Message end = last.message();
        if (last.state() == MessageState.WHOLE && !end.parts().isEmpty() && isAnswered(turn)) {
            sent.add(end);
        } else if (end.role() == Role.ASSISTANT) {
            sent.add(cut(end.text()));
        } else {
            sent.add(end); // a question whose writer has died, or results that the model has not seen
            sent.add(cut(""));
        }
    }

    private static boolean isAnswered(List<StoredMessage> turn) {
        return turn.stream().anyMatch(stored -> stored.message().role() == Role.ASSISTANT);
    }

    /** Without tool calls, which have no results, and without the provider's state, which belongs to a complete turn. */
    private static Message cut(String text) {
        return Message.assistant(text.isBlank() ? UNANSWERED : text.stripTrailing() + "\n\n" + INTERRUPTED);
    }
}
