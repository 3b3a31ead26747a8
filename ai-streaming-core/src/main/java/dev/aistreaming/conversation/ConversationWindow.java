package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.util.List;

/** Selects how much of a conversation is sent with the next question. The system prompt is always sent and not part of this. */
public interface ConversationWindow {

    /**
     * Selects from the messages before the question.
     *
     * @param earlier oldest first, in the form in which they would be sent; complete turns, from the first one or from one at least
     *     {@link #reach()} messages back
     * @return sent as is; most providers reject a selection that does not begin with a user message
     */
    List<Message> of(List<Message> earlier);

    /** The minimum number of messages to load, if there are that many. The default is all. */
    default int reach() {
        return Integer.MAX_VALUE;
    }

    /**
     * Selects the last messages. The selection always begins with a user message, and thus never in the middle of a tool exchange.
     * The last user message and everything after it are always sent, because the next question refers to them.
     *
     * @param maxMessages the maximum number, at least 1
     * @param maxCharacters the maximum length of their texts together, at least 1; includes arguments and results of tools, but not
     *     images and files
     */
    static ConversationWindow last(int maxMessages, int maxCharacters) {
        return new LastMessages(maxMessages, maxCharacters);
    }
}
