package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer for which two providers were asked fails in the middle. */
class HedgeAndFailoverTests extends HedgedCalls {

    private void start(ChatProvider... others) {
        new FallbackProvider(
                        first,
                        List.of(others),
                        FallbackPipeline.DEFAULT_CODES,
                        Failover.RESTART,
                        Hedging.after(SOON).observedBy(hedges::add),
                        scripts.threads)
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);
    }

    @Test
    void begunAnewByTheOneAfterTheWinner() {
        start(second, third);
        second.started().says("Half");
        second.started().fails(ErrorCode.TRUNCATED);
        third.started().says("Whole");
        third.started().completes();

        listener.await();
        assertThat(listener.response().content()).isEqualTo("Whole");
        assertThat(listener.events)
                .containsSubsequence(
                        new StreamEvent.Content("Half"),
                        new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER),
                        new StreamEvent.Content("Whole"));
        assertThat(first.started().isCancelled()).isTrue();
    }

    @Test
    void theOneThatWasCancelledMayBeAskedAgain() {
        start(second);
        second.started();
        first.started().says("Half");
        first.started().fails(ErrorCode.NETWORK);
        await().until(() -> second.calls.size() == 2 && second.calls.get(1).isStarted());
        second.calls.get(1).says("Whole");
        second.calls.get(1).completes();

        listener.await();
        assertThat(listener.response().content()).isEqualTo("Whole");
        assertThat(second.calls.get(0).isCancelled()).isTrue();
    }
}
