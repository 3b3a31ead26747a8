package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.pipeline.RequestLength;
import java.util.List;

/** Selects as many of the last messages as fit. */
record LastMessages(int maxMessages, int maxCharacters) implements ConversationWindow {

    LastMessages {
        if (maxMessages < 1 || maxCharacters < 1) {
            throw new IllegalArgumentException("a window must have 1 message and 1 character or more, but has "
                    + maxMessages + " and " + maxCharacters);
        }
    }

    @Override
    public List<Message> of(List<Message> earlier) {
        int from = earlier.size();
        long characters = 0;
        for (int i = earlier.size() - 1; i >= 0; i--) {
            Message message = earlier.get(i);
            characters += RequestLength.of(message);
            boolean fits = earlier.size() - i <= maxMessages && characters <= maxCharacters;
            boolean any = from < earlier.size();
            if (!fits && any) {
                break;
            }
            if (message.role() == Role.USER) {
                from = i;
            }
        }
        return earlier.subList(from, earlier.size());
    }

    @Override
    public int reach() {
        return maxMessages;
    }
}
