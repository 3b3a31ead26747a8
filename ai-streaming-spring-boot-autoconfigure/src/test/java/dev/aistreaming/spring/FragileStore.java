package dev.aistreaming.spring;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationLimits;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.InMemoryConversationStore;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A store of the application's own, which fails or takes its time where a test says so. */
@Configuration(proxyBeanMethods = false)
class FragileStore {

    @Bean
    Store conversationStore() {
        return new Store();
    }

    static final class Store implements ConversationStore {

        volatile @Nullable MessageState failing;
        volatile boolean failingAnswers;
        volatile @Nullable CountDownLatch held;
        final AtomicInteger waiting = new AtomicInteger();
        private final ConversationStore store = new InMemoryConversationStore(ConversationLimits.DEFAULTS);

        @Override
        public Optional<ConversationTurn> begin(ConversationKey key, Duration lease) {
            return store.begin(key, lease);
        }

        @Override
        public boolean renew(ConversationTurn turn, Duration lease) {
            return store.renew(turn, lease);
        }

        @Override
        public boolean save(ConversationTurn turn, List<Message> messages, MessageState state) {
            boolean answer = messages.get(0).role() == Role.ASSISTANT;
            if (state == failing || (answer && failingAnswers)) {
                throw new IllegalStateException("no database");
            }
            CountDownLatch latch = held;
            if (answer && latch != null) {
                waiting.incrementAndGet();
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return store.save(turn, messages, state);
        }

        @Override
        public void end(ConversationTurn turn) {
            store.end(turn);
        }

        @Override
        public Optional<StoredConversation> find(ConversationKey key) {
            return store.find(key);
        }

        @Override
        public List<StoredConversation> list(String owner, int offset, int limit) {
            return store.list(owner, offset, limit);
        }

        @Override
        public List<StoredMessage> last(ConversationKey key, int atLeast) {
            return store.last(key, atLeast);
        }

        @Override
        public boolean rename(ConversationKey key, String title) {
            return store.rename(key, title);
        }

        @Override
        public boolean delete(ConversationKey key) {
            return store.delete(key);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
