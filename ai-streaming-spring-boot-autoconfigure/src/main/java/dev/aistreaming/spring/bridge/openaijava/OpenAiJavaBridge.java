package dev.aistreaming.spring.bridge.openaijava;

import com.openai.client.OpenAIClientAsync;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.ChatCompletions;
import dev.aistreaming.provider.ForeignErrors;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.spring.bridge.Bridge;
import java.util.Collection;
import java.util.concurrent.Executor;

/** Asks an {@link OpenAIClientAsync} for chat completions. */
public final class OpenAiJavaBridge implements Bridge<OpenAIClientAsync> {

    /** The name in configurations. */
    public static final String TYPE = "openai-java";

    private final Executor readers = ReaderThreads.create();

    private final Collection<String> secrets;

    /**
     * Creates a bridge with its own threads, which end with the answers that they read.
     *
     * @param secrets keys that must not be shown
     */
    public OpenAiJavaBridge(Collection<String> secrets) {
        this.secrets = secrets;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Class<OpenAIClientAsync> beanType() {
        return OpenAIClientAsync.class;
    }

    @Override
    public boolean takesOptions() {
        return true;
    }

    @Override
    public PushSource source(OpenAIClientAsync bean, String provider, ChatRequest request) {
        return CompletionSource.of(
                bean,
                new ChatCompletions(provider, CompletionSource.baseUrl(bean)),
                request,
                new Failures(new ForeignErrors(provider, secrets)),
                readers);
    }
}
