package dev.aistreaming.spring;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.conversation.ConversationLimits;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.InMemoryConversationStore;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.testing.ForwardingConversationStore;
import java.util.List;
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

    static final class Store extends ForwardingConversationStore {

        volatile @Nullable MessageState failing;
        volatile boolean failingAnswers;
        final AtomicInteger failuresToCome = new AtomicInteger();
        volatile @Nullable CountDownLatch held;
        final AtomicInteger waiting = new AtomicInteger();

        Store() {
            super(new InMemoryConversationStore(ConversationLimits.DEFAULTS));
        }

        @Override
        public boolean save(ConversationTurn turn, List<Message> messages, MessageState state) {
            boolean answer = messages.get(0).role() == Role.ASSISTANT;
            if (state == failing
                    || (answer && (failingAnswers || failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0))) {
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
            return super.save(turn, messages, state);
        }
    }
}
