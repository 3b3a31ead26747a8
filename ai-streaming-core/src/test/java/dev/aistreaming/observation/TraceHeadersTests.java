package dev.aistreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.ThreadContext;
import dev.aistreaming.thread.Threads;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceHeadersTests {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpTransport transport =
            new HttpTransport(HttpSettings.DEFAULTS, executor, new TraceHeaders(registry));

    TraceHeadersTests() {
        registry.observationConfig().observationHandler(new Tracer());
    }

    @AfterEach
    void close() {
        transport.close();
        executor.shutdownNow();
    }

    private ProviderSettings settings(ScriptedServer server) {
        return ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server.url())
                .withModel("gpt-test");
    }

    private void ask(ScriptedServer server, ChatProvider provider) {
        ChatProvider observed = new ObservedProvider(
                provider, ProviderIdentity.of(settings(server)), new GenAiConvention(), false, registry);
        RecordingListener listener = new RecordingListener();
        observed.newCall(ChatRequest.of("Hello?")).start(listener);
        listener.await();
    }

    @Test
    void theTraceGoesOnAtTheProvider() {
        try (ScriptedServer server = ScriptedServer.answering(500, "application/json", "{}")) {
            ask(server, new HttpChatProvider(settings(server), transport));

            assertThat(server.requests().get(0).headers().get("traceparent")).isEqualTo("00-1");
        }
    }

    @Test
    void baggageStaysHere() {
        try (ScriptedServer server = ScriptedServer.answering(500, "application/json", "{}")) {
            ask(server, new HttpChatProvider(settings(server), transport));

            assertThat(server.requests().get(0).headers().get("baggage")).isNull();
            assertThat(server.requests().get(0).headers().get("user-id")).isNull();
        }
    }

    @Test
    void eachAttemptGoesOnWithTheSameTrace() {
        RetryPolicy twice = new RetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        ThreadContext context = () -> {
            Observation current = registry.getCurrentObservation();
            return task -> Observation.tryScoped(current, task);
        };
        try (Threads threads = new Threads(executor, context);
                ScriptedServer server = ScriptedServer.answering(500, "application/json", "{}")) {
            ask(
                    server,
                    Pipeline.of(new HttpChatProvider(settings(server), transport), threads)
                            .retry(twice)
                            .build());

            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request ->
                            assertThat(request.headers().get("traceparent")).isEqualTo("00-1"));
        }
    }

    @Test
    void whatTheProviderObservesInBetweenDoesNotHideTheCall() {
        try (ScriptedServer server = ScriptedServer.answering(500, "application/json", "{}")) {
            HttpChatProvider plain = new HttpChatProvider(settings(server), transport);
            ask(server, new ChatProvider() {
                @Override
                public String name() {
                    return plain.name();
                }

                @Override
                public ChatCall newCall(ChatRequest request) {
                    return new Stage(plain.newCall(request)) {
                        @Override
                        protected void begin() {
                            Observation.createNotStarted("in between", registry).observe(super::begin);
                        }
                    };
                }
            });

            assertThat(server.requests().get(0).headers().get("traceparent")).isEqualTo("00-1");
        }
    }

    @Test
    void withoutAnObservedCallThereIsNoHeader() {
        assertThat(new TraceHeaders(registry).get()).isEmpty();

        Observation.createNotStarted("something else", registry)
                .observe(() -> assertThat(new TraceHeaders(registry).get()).isEmpty());
    }

    /** What a tracer does with the carrier. */
    private static final class Tracer implements ObservationHandler<ChatObservationContext> {
        @Override
        public void onStart(ChatObservationContext context) {
            context.getSetter().set(context.getCarrier(), "traceparent", "00-1");
            context.getSetter().set(context.getCarrier(), "baggage", "user-id=jane");
            context.getSetter().set(context.getCarrier(), "user-id", "jane");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof ChatObservationContext;
        }
    }
}
