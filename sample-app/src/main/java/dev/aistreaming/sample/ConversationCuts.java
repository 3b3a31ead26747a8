package dev.aistreaming.sample;

import dev.aistreaming.chat.Message;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.conversation.StoredMessage;
import dev.aistreaming.spring.StreamOwnerResolver;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Removes the last turns of a conversation. A store can only add turns, so those that remain are saved again under the same id. A copy of
 * them is in the list meanwhile, so that nothing is lost if this fails halfway.
 */
@Component
class ConversationCuts {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final ConversationStore store;
    private final StreamOwnerResolver owners;

    ConversationCuts(ConversationStore store, StreamOwnerResolver owners) {
        this.store = store;
        this.owners = owners;
    }

    /**
     * Keeps only the first turns of a conversation. An answer in progress is not saved.
     *
     * @return whether the conversation exists
     */
    boolean cut(String id, int turns) {
        ConversationKey key = new ConversationKey(owners.currentOwner(), id);
        var found = store.find(key);
        if (found.isEmpty()) {
            return false;
        }
        List<List<StoredMessage>> all = ShownTurn.turns(store.messages(key));
        if (turns >= all.size()) {
            return true;
        }
        String title = found.get().title();
        List<List<StoredMessage>> kept = all.subList(0, turns);
        ConversationKey copy =
                new ConversationKey(key.owner(), UUID.randomUUID().toString());
        save(copy, title, kept);
        store.delete(key);
        save(key, title, kept);
        store.delete(copy);
        return true;
    }

    private void save(ConversationKey key, @Nullable String title, List<List<StoredMessage>> turns) {
        for (List<StoredMessage> messages : turns) {
            ConversationTurn turn = store.begin(key, LEASE).orElseThrow();
            List<Message> said = messages.stream().map(StoredMessage::message).toList();
            MessageState state = messages.get(messages.size() - 1).state();
            store.save(turn, said, state);
            store.end(turn);
        }
        if (title != null) {
            store.rename(key, title);
        }
    }
}
