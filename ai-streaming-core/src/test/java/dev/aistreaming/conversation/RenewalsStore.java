package dev.aistreaming.conversation;

import dev.aistreaming.testing.ForwardingConversationStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often leases are renewed, and fails at the first time. */
final class RenewalsStore extends ForwardingConversationStore {

    final AtomicInteger renewals = new AtomicInteger();

    RenewalsStore(ConversationStore store) {
        super(store);
    }

    @Override
    public boolean renew(ConversationTurn turn, Duration lease) {
        if (renewals.incrementAndGet() == 1) {
            throw new IllegalStateException("no database just now");
        }
        return super.renew(turn, lease);
    }
}
