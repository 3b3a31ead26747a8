package dev.aistreaming.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FailoverOfGuardsTests {

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final Guards guards = Guards.of(GuardRule.literals("names", List.of("Bluebird")));

    private ChatProvider guarded(ScriptedProvider provider) {
        return Pipeline.of(provider, threads).loop(guards::around).build();
    }

    @Test
    void whatWasHeldWhenTheFirstFailedIsNotPartOfTheSecondAnswer() {
        ScriptedProvider first =
                ScriptedProvider.named("first").answer("It is Blue", "bird").cutAfter(1);
        ScriptedProvider second = ScriptedProvider.named("second").answer("bird or ", "Bluebird");
        RecordingListener listener = new RecordingListener();
        Pipeline.of(guarded(first), threads)
                .fallback(guarded(second))
                .failover(Failover.RESTART)
                .build()
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);

        assertThat(listener.response().content()).isEqualTo("bird or ********");
        assertThat(listener.events)
                .filteredOn(StreamEvent.Content.class::isInstance)
                .startsWith(new StreamEvent.Content("It is "), new StreamEvent.Content("bird or "));
    }
}
