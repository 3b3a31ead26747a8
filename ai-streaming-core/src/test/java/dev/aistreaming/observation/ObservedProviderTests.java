package dev.aistreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.TokenRatios;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.transport.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ObservedProviderTests {

    private static final ProviderIdentity GROQ =
            ProviderIdentity.of(ProviderSettings.of("fast", ProviderType.GROQ).withModel("gpt-oss"));

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final List<ChatObservationContext> stopped = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final ScriptedProvider provider = ScriptedProvider.named("fast").answer("Hel", "lo");

    ObservedProviderTests() {
        registry.observationConfig().observationHandler(new ObservationHandler<ChatObservationContext>() {
            @Override
            public void onEvent(Observation.Event event, ChatObservationContext context) {
                events.add(event.getContextualName());
            }

            @Override
            public void onStop(ChatObservationContext context) {
                stopped.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ChatObservationContext;
            }
        });
    }

    private ChatProvider observed(ChatProvider provider) {
        return new ObservedProvider(provider, GROQ, new GenAiConvention(), false, registry);
    }

    private ChatProvider observedWithContent() {
        return new ObservedProvider(provider, GROQ, new GenAiConvention(), true, registry);
    }

    private static RecordingListener ask(ChatProvider provider, ChatRequest request) {
        RecordingListener listener = new RecordingListener();
        provider.newCall(request).start(listener);
        return listener.await();
    }

    private static RecordingListener ask(ChatProvider provider) {
        return ask(provider, ChatRequest.of("Hello?"));
    }

    private ChatObservationContext observation() {
        assertThat(stopped).hasSize(1);
        return stopped.get(0);
    }

    private String attribute(String name) {
        return Objects.requireNonNull(attributes().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + attributes()))
                .getValue());
    }

    private KeyValues attributes() {
        return observation().getAllKeyValues();
    }

    private List<String> attributeNames() {
        return attributes().stream().map(attribute -> attribute.getKey()).toList();
    }

    @Test
    void observesACallAsAClientOfTheProvider() {
        ask(observed(provider));

        TestObservationRegistryAssert.assertThat(registry).hasNumberOfObservationsEqualTo(1);
        assertThat(observation().getName()).isEqualTo("gen_ai.client.operation");
        assertThat(observation().getContextualName()).isEqualTo("chat gpt-oss");
        assertThat(observation().getKind()).isEqualTo(Kind.CLIENT);
        assertThat(observation().getRemoteServiceName()).isEqualTo("fast");
        assertThat(attribute("gen_ai.operation.name")).isEqualTo("chat");
        assertThat(attribute("gen_ai.provider.name")).isEqualTo("groq");
        assertThat(attribute("server.address")).isEqualTo("api.groq.com");
        assertThat(attribute("server.port")).isEqualTo("443");
        assertThat(attribute("gen_ai.request.stream")).isEqualTo("true");
    }

    @Test
    void saysWhatTheAnswerSays() {
        provider.usage(12, 40).finishReason(FinishReason.LENGTH);
        ask(observed(provider));

        assertThat(attribute("gen_ai.request.model")).isEqualTo("gpt-oss");
        assertThat(attribute("gen_ai.response.model")).isEqualTo("scripted");
        assertThat(attribute("gen_ai.response.id")).isEqualTo("scripted-1");
        assertThat(attribute("gen_ai.response.finish_reasons")).isEqualTo("[\"length\"]");
        assertThat(attribute("gen_ai.usage.input_tokens")).isEqualTo("12");
        assertThat(attribute("gen_ai.usage.output_tokens")).isEqualTo("40");
        assertThat(Double.parseDouble(attribute("gen_ai.response.time_to_first_chunk")))
                .isBetween(0.0, 30.0);
        assertThat(attributeNames())
                .doesNotContain("error.type", "gen_ai.usage.cache_read.input_tokens", "ai.streaming.usage.estimated");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        ask(observed(provider));

        assertThat(attributeNames())
                .noneMatch(name -> name.startsWith("gen_ai.usage"))
                .doesNotContain("gen_ai.request.temperature", "gen_ai.request.max_tokens");
    }

    @Test
    void saysWhatAnAnswerThatBrokeOffTookAndThatItIsEstimated() {
        provider.answer("Hello", "never").cutAfter(1);
        ask(observed(Pipeline.of(provider, threads).estimates(new TokenRatios()).build()));

        assertThat(attribute("gen_ai.usage.input_tokens")).isEqualTo("2");
        assertThat(attribute("gen_ai.usage.output_tokens")).isEqualTo("2");
        assertThat(attribute("ai.streaming.usage.estimated")).isEqualTo("true");
    }

    @Test
    void saysWhatWasAsked() {
        ask(
                observed(provider),
                ChatRequest.builder()
                        .prompt("Hello?")
                        .temperature(0.5)
                        .topP(0.9)
                        .maxTokens(100)
                        .seed(7L)
                        .build());

        assertThat(attribute("gen_ai.request.temperature")).isEqualTo("0.5");
        assertThat(attribute("gen_ai.request.top_p")).isEqualTo("0.9");
        assertThat(attribute("gen_ai.request.max_tokens")).isEqualTo("100");
        assertThat(attribute("gen_ai.request.seed")).isEqualTo("7");
    }

    @Test
    void aSpanNamesTheModelOfTheRequestWhereMetersDoNot() {
        ask(
                observed(provider.failWith(ErrorCode.MODEL_NOT_FOUND)),
                ChatRequest.builder().model("made-up").prompt("Hello?").build());

        assertThat(observation().getContextualName()).isEqualTo("chat made-up");
        assertThat(attribute("gen_ai.request.model")).isEqualTo("made-up");
        assertThat(observation().getLowCardinalityKeyValue("gen_ai.request.model"))
                .satisfies(tag -> assertThat(tag.getValue()).isEqualTo("other"));
    }

    @Test
    void aProviderOfWhichNothingIsKnownHasOnlyItsName() {
        ask(new ObservedProvider(
                ScriptedProvider.named("own").answer(),
                ProviderIdentity.named("own"),
                new GenAiConvention(),
                false,
                registry));

        assertThat(observation().getContextualName()).isEqualTo("chat");
        assertThat(attribute("gen_ai.provider.name")).isEqualTo("own");
        assertThat(attributeNames()).doesNotContain("server.address", "server.port", "gen_ai.request.model");
    }

    @Test
    void aFailureIsTheSpansToo() {
        ask(observed(provider.failWith(ErrorCode.OVERLOADED)));

        assertThat(attribute("error.type")).isEqualTo("overloaded");
        assertThat(observation().getError()).isInstanceOf(AiException.class);
    }

    @Test
    void aFailureIsToldWithoutTheProvidersWords() {
        ask(observed(provider.failWith(AiException.of(ErrorCode.INVALID_REQUEST)
                .provider("fast")
                .status(400)
                .requestId("req_42")
                .providerMessage("I cannot read 'my secret question'")
                .cause(new IllegalStateException("my secret question"))
                .build())));

        assertThat(observation().getError())
                .hasMessageContaining("invalid_request")
                .hasMessageContaining("req_42")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void aCallThatNobodyWantsAnyMoreIsNoFailure() {
        RecordingListener listener = new RecordingListener();
        ChatCall call = observed(provider.stall()).newCall(ChatRequest.of("Hello?"));
        call.start(listener);
        call.cancel();
        listener.await();

        assertThat(attribute("error.type")).isEqualTo("cancelled");
        assertThat(observation().getError()).isNull();
    }

    @Test
    void isAChildOfWhatIsObservedWhereItIsStarted() {
        Observation request = Observation.start("http.server.requests", registry);
        try (Observation.Scope scope = request.openScope()) {
            assertThat(scope.getCurrentObservation()).isSameAs(request);
            ask(observed(provider));
        }
        request.stop();

        assertThat(observation().getParentObservation()).isSameAs(request);
    }

    @Test
    void whatTheProviderObservesIsAChildOfIt() {
        List<Observation> seen = new ArrayList<>();
        ChatProvider curious = new Starting("fast", listener -> {
            seen.add(registry.getCurrentObservation());
            listener.onError(AiException.of(ErrorCode.NETWORK).build());
        });
        ask(observed(curious));

        assertThat(seen)
                .singleElement()
                .satisfies(current -> assertThat(current.getContext()).isSameAs(observation()));
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void retriesAreInsideOfOneObservation() {
        RetryPolicy thrice = new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        ask(observed(Pipeline.of(provider.failWith(ErrorCode.OVERLOADED), threads)
                .retry(thrice)
                .build()));

        assertThat(observation().getName()).isEqualTo("gen_ai.client.operation");
        assertThat(events).containsExactly("retry after overloaded", "retry after overloaded");
    }

    @Test
    void aCallThatCannotEvenStartIsAFailure() {
        ChatProvider faulty = new Starting("fast", listener -> {
            throw new IllegalStateException("a fault of the provider");
        });

        assertThatIllegalStateException().isThrownBy(() -> ask(observed(faulty)));
        assertThat(attribute("error.type")).isEqualTo("internal");
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void noAttributeHasATextOfAUserOrAModel() {
        ask(
                observed(provider.reasoning("secretly thinking").answer("my secret answer")),
                ChatRequest.builder()
                        .system("my secret rule")
                        .prompt("my secret question")
                        .stop("secret stop")
                        .option("secret", "option")
                        .build());

        assertThat(observation().toString()).doesNotContain("secret");
        assertThat(attributes().toString()).doesNotContain("secret");
    }

    @Test
    void contentIsRecordedWhereItIsAskedFor() {
        ask(
                observedWithContent(),
                ChatRequest.builder().system("Be \"brief\".").prompt("Hello?").build());

        assertThat(attribute("gen_ai.input.messages"))
                .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello?\"}]}]");
        assertThat(attribute("gen_ai.system_instructions"))
                .isEqualTo("[{\"type\":\"text\",\"content\":\"Be \\\"brief\\\".\"}]");
        assertThat(attribute("gen_ai.output.messages"))
                .isEqualTo("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}],"
                        + "\"finish_reason\":\"stop\"}]");
    }

    @Test
    void contentHasNoBytesAndNoStateOfTheProvider() {
        Media png = Media.bytes("secret".getBytes(StandardCharsets.UTF_8), "image/png");
        ask(
                observedWithContent(),
                ChatRequest.builder()
                        .message(Message.user(
                                new Part.Image(png),
                                new Part.File(Media.url("https://files.example/a.pdf?key=secret")),
                                new Part.Audio(Media.fileId("file-1"))))
                        .message(Message.assistant(
                                new Part.ProviderState("groq", "\"secret\""),
                                new Part.ToolUse("call_1", "weather", "{\"city\":\"Rome\"}")))
                        .message(Message.toolResult("call_1", "weather", "Sunny"))
                        .build());

        assertThat(attribute("gen_ai.input.messages"))
                .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"blob\",\"modality\":\"image\","
                        + "\"mime_type\":\"image/png\"},{\"type\":\"uri\",\"uri\":\"https://files.example/a.pdf\","
                        + "\"modality\":\"document\"},{\"type\":\"file\",\"file_id\":\"file-1\","
                        + "\"modality\":\"audio\"}]},"
                        + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"call_1\","
                        + "\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}]},"
                        + "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"call_1\","
                        + "\"response\":\"Sunny\"}]}]");
    }

    @Test
    void contentOfACallThatFailedIsWhatWasAsked() {
        provider.failWith(ErrorCode.OVERLOADED);
        ask(observedWithContent());

        assertThat(attribute("gen_ai.input.messages")).contains("Hello?");
        assertThat(attributeNames()).doesNotContain("gen_ai.output.messages", "gen_ai.system_instructions");
    }

    @Test
    void longContentIsCutBetweenCharacters() {
        String text = "x".repeat(ContentWriter.MAX_CHARACTERS - 1) + "👋 and more";
        ask(observedWithContent(), ChatRequest.of(text));

        assertThat(attribute("gen_ai.input.messages"))
                .contains("xx...\"")
                .hasSizeLessThan(ContentWriter.MAX_CHARACTERS + 100);
    }

    @Test
    void aRegistryThatObservesNothingCostsNothing() {
        ChatProvider unobserved =
                new ObservedProvider(provider, GROQ, new GenAiConvention(), false, ObservationRegistry.NOOP);

        assertThat(unobserved.newCall(ChatRequest.of("Hello?"))).isNotInstanceOf(ObservedCall.class);
        assertThat(ask(unobserved).response().content()).isEqualTo("Hello");
        assertThat(unobserved.name()).isEqualTo("fast");
        assertThat(unobserved).hasToString(provider.toString());
    }

    /** A provider whose calls do this when they are started. */
    private record Starting(String name, Consumer<StreamListener> onStart) implements ChatProvider {
        @Override
        public ChatCall newCall(ChatRequest request) {
            return new ChatCall() {
                @Override
                public void start(StreamListener listener) {
                    onStart.accept(listener);
                }

                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {}
            };
        }
    }

    @Test
    void whatUsersAndProvidersNameIsOneLineOfBoundedLength() {
        String model = "evil\u202e" + "x".repeat(200); // the provider answers with the name that it is asked by
        String told = "evil " + "x".repeat(195) + "...";

        ask(
                observed(provider),
                ChatRequest.builder().model(model).prompt("Hello?").build());

        assertThat(observation().getContextualName()).isEqualTo("chat " + told);
        assertThat(attribute("gen_ai.request.model")).isEqualTo(told);
        assertThat(attribute("gen_ai.response.model")).isEqualTo(told);
    }
}
