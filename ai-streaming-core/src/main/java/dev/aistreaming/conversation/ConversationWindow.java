package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.util.List;

/** How much of a conversation is sent with the next question. The instruction at its head is sent in any case, and is not seen here. */
public interface ConversationWindow {

    /**
     * What is sent of the messages before the question.
     *
     * @param earlier oldest first, as they would be sent; whole turns, from the first one or from one that is at least {@link
     *     #reach()} messages back
     * @return sent as it is; to begin anywhere but at a message of the user's is refused by providers, as a rule
     */
    List<Message> of(List<Message> earlier);

    /** How many messages are loaded, at least, where there are so many. By default all. */
    default int reach() {
        return Integer.MAX_VALUE;
    }

    /**
     * The last messages. They always begin with a message of the user's, and so never in the middle of an exchange with a tool; the
     * last such message and all that came after it are sent in any case: whatever is asked next refers to that.
     *
     * @param maxMessages how many, 1 or more
     * @param maxCharacters how long their texts may be together, 1 or more; arguments and results of tools count, images and files
     *     do not
     */
    static ConversationWindow last(int maxMessages, int maxCharacters) {
        return new LastMessages(maxMessages, maxCharacters);
    }
}
