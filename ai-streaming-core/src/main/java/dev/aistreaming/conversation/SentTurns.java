package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent of stored turns. A question whose answer was interrupted has one all the same, in the model's own turn, so that
 * what comes next is not taken for a second half of it; a question that was refused is left out with its turn.
 */
final class SentTurns {

    /** In brackets, as stage directions are; of the same words each time, so that a provider's cache of prompts still fits. */
    static final String INTERRUPTED = "[This answer was interrupted here. It is not to be continued unless asked for.]";

    static final String UNANSWERED =
            "[This question was not answered: the answer was interrupted. It is not to be answered unless asked again.]";

    private SentTurns() {}

    /** @param stored whole turns, oldest first */
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
            sent.add(end); // the question, whose writer is gone, or results that the model has not seen
            sent.add(cut(""));
        }
    }

    private static boolean isAnswered(List<StoredMessage> turn) {
        return turn.stream().anyMatch(stored -> stored.message().role() == Role.ASSISTANT);
    }

    /** Without calls, which have no results, and without the provider's state, which belongs to a turn that is whole. */
    private static Message cut(String text) {
        return Message.assistant(text.isBlank() ? UNANSWERED : text.stripTrailing() + "\n\n" + INTERRUPTED);
    }
}
