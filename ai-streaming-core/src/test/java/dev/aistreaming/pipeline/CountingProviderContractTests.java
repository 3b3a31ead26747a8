package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The decorator that CONTRIBUTING.md shows. */
class CountingProviderContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new CountingProvider(new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server)
                        .withModel("gpt-test"),
                transport));
    }

    @Test
    void countsFailures() {
        CountingProvider counting =
                new CountingProvider(ScriptedProvider.named("scripted").failWith(ErrorCode.OVERLOADED));
        RecordingListener listener = new RecordingListener();

        counting.newCall(ChatRequest.of("Hi")).start(listener);

        assertThat(listener.await().error().code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(counting.failures.sum()).isOne();
    }

    static final class CountingProvider extends StagedProvider {

        private final LongAdder failures = new LongAdder();

        CountingProvider(ChatProvider delegate) {
            super(delegate);
        }

        @Override
        protected ChatCall around(ChatCall call, ChatRequest request) {
            return new Stage(call) {
                @Override
                protected boolean needsEvents() {
                    return false; // not on the way of each token
                }

                @Override
                protected void failed(AiException error) {
                    failures.increment();
                }
            };
        }
    }
}
