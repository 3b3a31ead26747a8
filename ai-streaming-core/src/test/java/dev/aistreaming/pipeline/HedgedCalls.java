package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.testing.RecordingListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;

/** Two providers, or three, of which the second is asked beside the first. */
abstract class HedgedCalls {

    static final Duration SOON = Duration.ofMillis(1);
    static final Duration NEVER = Duration.ofDays(1);

    @AutoClose
    final Scripts scripts = new Scripts();

    final HandDriven first = new HandDriven("first");
    final HandDriven second = new HandDriven("second");
    final HandDriven third = new HandDriven("third");
    final List<HedgeObserver.Hedge> hedges = new CopyOnWriteArrayList<>();
    final RecordingListener listener = new RecordingListener();

    final ChatCall call(Duration after, ChatProvider first, ChatProvider... others) {
        Hedging hedging = Hedging.after(after).observedBy(hedges::add);
        return call(hedging, first, others);
    }

    final ChatCall call(Hedging hedging, ChatProvider first, ChatProvider... others) {
        return new FallbackProvider(
                        first,
                        List.of(others),
                        FallbackPipeline.DEFAULT_CODES,
                        Failover.NEVER,
                        hedging,
                        scripts.threads)
                .newCall(ChatRequest.builder()
                        .model("asked-for")
                        .prompt("Hello?")
                        .build());
    }

    final ChatCall started(Duration after, ChatProvider... others) {
        ChatCall call = call(after, first, others);
        call.start(listener);
        return call;
    }

    final void assertSettled(@Nullable String winner, boolean cancelled) {
        assertThat(hedges).containsExactly(new HedgeObserver.Hedge("first", "second", winner, cancelled));
        await().until(() -> scripts.threads.pending() == 0);
    }

    /** Making a call may take a while: it may ask a key store. */
    static final class Slow implements ChatProvider {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final ChatProvider made;

        Slow(ChatProvider made) {
            this.made = made;
        }

        @Override
        public String name() {
            return made.name();
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            asked.countDown();
            await().until(() -> goOn.getCount() == 0);
            return made.newCall(request);
        }
    }
}
