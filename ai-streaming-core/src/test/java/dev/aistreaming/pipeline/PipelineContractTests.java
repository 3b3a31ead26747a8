package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;

/** All of it at once: the first attempt finds nobody, the retry finds nobody, and the fallback answers. */
class PipelineContractTests extends OpenAiProviderContract {

    private static final RetryPolicy SOON =
            new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(1));
    private static final AnswerLimits LARGE = new AnswerLimits(1_000, 100_000_000, 10);

    @AutoClose
    private final Threads threads = new Threads(executor);

    @Override
    protected ChatProvider provider(URI server) {
        return whole(Scripts.provider("dead", "gpt-none", Scripts.DEAD, transport))
                .fallback(whole(Scripts.provider("openai", "gpt-test", server, transport))
                        .build())
                .customize(Passing::new)
                .build();
    }

    private Pipeline whole(ChatProvider provider) {
        return Pipeline.of(provider, threads)
                .timeouts(Timeouts.DEFAULTS)
                .retry(SOON)
                .limits(LARGE)
                .customize(Passing::new);
    }

    private static final class Passing extends StagedProvider {
        Passing(ChatProvider delegate) {
            super(delegate);
        }

        @Override
        protected ChatCall around(ChatCall call, ChatRequest request) {
            return new Stage(call) {};
        }
    }
}
