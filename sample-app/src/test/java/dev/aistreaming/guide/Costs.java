package dev.aistreaming.guide;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.guide.ErrorsTests.Ledger;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.StreamOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Costs implements StreamObserver {

    private final Ledger ledger;

    Costs(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void ended(String provider, StreamOutcome outcome, @Nullable ChatResponse answer) {
        if (answer != null) { // null if nothing had arrived
            ledger.add(answer.provider(), answer.model(), answer.usage()); // must not wait
        }
    }
}
