package dev.aistreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.TokenRatios;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MeteredProviderTests {

    private static final ProviderIdentity MISTRAL = ProviderIdentity.of(
            ProviderSettings.of("main", ProviderType.MISTRAL).withModel("mistral-small"));

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScriptedProvider provider = ScriptedProvider.named("main").answer("Hel", "lo");

    private ChatProvider metered() {
        return metered(provider, MISTRAL);
    }

    private ChatProvider metered(ChatProvider provider, ProviderIdentity identity) {
        return new MeteredProvider(provider, identity, new GenAiConvention(), registry);
    }

    private static RecordingListener ask(ChatProvider provider, ChatRequest request) {
        RecordingListener listener = new RecordingListener();
        provider.newCall(request).start(listener);
        return listener.await();
    }

    private static RecordingListener ask(ChatProvider provider) {
        return ask(provider, ChatRequest.of("Hello?"));
    }

    private Stream<String> tagValues(String meter, String tag) {
        return registry.find(meter).meters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag(tag))
                .distinct()
                .sorted();
    }

    @Test
    void timesEachCallAndSaysWhoAnswered() {
        ask(metered());

        io.micrometer.core.instrument.Timer duration =
                registry.get("gen_ai.client.operation.duration").timer();
        assertThat(duration.count()).isEqualTo(1);
        assertThat(duration.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(duration.getId().getTags())
                .containsExactlyInAnyOrder(
                        Tag.of("gen_ai.operation.name", "chat"),
                        Tag.of("gen_ai.provider.name", "mistral_ai"),
                        Tag.of("gen_ai.request.model", "mistral-small"),
                        Tag.of("gen_ai.response.model", "scripted"),
                        Tag.of("server.address", "api.mistral.ai"),
                        Tag.of("server.port", "443"));
    }

    @Test
    void timesTheFirstPieceAndEachFurtherOne() {
        ask(metered(provider.answer("a", "b", "c", "d"), MISTRAL));

        assertThat(registry.get("gen_ai.client.operation.time_to_first_chunk")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gen_ai.client.operation.time_per_output_chunk")
                        .timer()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void reasoningIsAPieceOfTheAnswer() {
        ask(metered(provider.reasoning("hm").answer("a"), MISTRAL));

        assertThat(registry.get("gen_ai.client.operation.time_per_output_chunk")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anAnswerWithoutAPieceHasNoFirst() {
        ask(metered(ScriptedProvider.named("main").answer(), MISTRAL));

        assertThat(registry.find("gen_ai.client.operation.time_to_first_chunk").timer())
                .isNull();
        assertThat(registry.get("gen_ai.client.operation.duration").timer().count())
                .isEqualTo(1);
    }

    @Test
    void bucketsAreThoseOfTheConvention() {
        provider.usage(12, 40);
        ask(metered());

        double[] seconds = Arrays.stream(registry.get("gen_ai.client.operation.duration")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS))
                .toArray();
        assertThat(seconds)
                .containsExactly(.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
        double[] tokens = Arrays.stream(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .takeSnapshot()
                        .histogramCounts())
                .mapToDouble(CountAtBucket::bucket)
                .toArray();
        assertThat(tokens)
                .containsExactly(
                        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864);
    }

    @Test
    void countsTheTokensThatTheProviderReports() {
        provider.usage(12, 40);
        ask(metered());

        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isEqualTo(12);
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(40);
    }

    @Test
    void tokensThatTheProviderDoesNotReportAreNotGuessed() {
        ask(metered());

        assertThat(registry.find("gen_ai.client.token.usage").meters()).isEmpty();
    }

    @Test
    void countsTokensThatAreEstimatedApart() {
        provider.cutAfter(1);
        ask(metered(Pipeline.of(provider, threads).estimates(new TokenRatios()).build(), MISTRAL));

        assertThat(registry.find("gen_ai.client.token.usage").meters()).isEmpty();
        io.micrometer.core.instrument.DistributionSummary output = registry.get("ai.streaming.tokens.estimated")
                .tag("gen_ai.token.type", "output")
                .tag("gen_ai.request.model", "mistral-small")
                .summary();
        assertThat(output.count()).isEqualTo(1);
        assertThat(output.totalAmount()).as("of 'Hel'").isEqualTo(1);
        assertThat(registry.get("ai.streaming.tokens.estimated")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .as("of 'Hello?'")
                .isEqualTo(2);
    }

    @Test
    void countsTheTokensOfAnAnswerThatBrokeOffWhereTheProviderHadReportedThem() {
        provider.failWith(AiException.of(ErrorCode.NETWORK)
                .partial(new ChatResponse(
                        null,
                        "main",
                        null,
                        "Hel",
                        "",
                        List.of(),
                        FinishReason.OTHER,
                        new Usage(12, 40, null, null, null)))
                .build());
        ask(metered());

        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(40);
    }

    @Test
    void saysWhatACallFailedWith() {
        ask(metered(provider.failWith(ErrorCode.RATE_LIMITED), MISTRAL));

        assertThat(tagValues("gen_ai.client.operation.duration", "error.type")).containsExactly("rate_limited");
    }

    @Test
    void aModelThatARequestNamesHasAMeterOfItsOwnOnceItHasAnswered() {
        ChatProvider metered = metered();
        ask(
                metered,
                ChatRequest.builder().model("mistral-large").prompt("Hello?").build());

        assertThat(tagValues("gen_ai.client.operation.duration", "gen_ai.request.model"))
                .containsExactly("mistral-large");
    }

    @Test
    void modelsThatNeverAnswerShareOneMeter() {
        ChatProvider metered = metered(provider.failWith(ErrorCode.MODEL_NOT_FOUND), MISTRAL);
        for (int i = 0; i < 200; i++) {
            ask(
                    metered,
                    ChatRequest.builder().model("made-up-" + i).prompt("Hello?").build());
        }

        assertThat(tagValues("gen_ai.client.operation.duration", "gen_ai.request.model"))
                .containsExactly("other");
    }

    @Test
    void metersDoNotGrowWithTheModelsThatRequestsName() {
        ChatProvider metered = metered(provider.usage(1, 1), MISTRAL);
        for (int i = 0; i < 200; i++) {
            ask(
                    metered,
                    ChatRequest.builder().model("echoed-" + i).prompt("Hello?").build());
        }
        ask(metered);

        assertThat(tagValues("gen_ai.client.operation.duration", "gen_ai.request.model"))
                .hasSizeLessThanOrEqualTo(ModelNames.MAX + 1)
                .contains("other", "mistral-small");
        assertThat(registry.find("gen_ai.client.operation.duration").meters())
                .hasSizeLessThanOrEqualTo(ModelNames.MAX + 1);
    }

    @Test
    void noMeterHasATextOfAUser() {
        provider.usage(12, 40);
        ask(
                metered(),
                ChatRequest.builder()
                        .system("my secret rule")
                        .prompt("my secret question")
                        .build());

        assertThat(registry.getMetersAsString()).doesNotContain("secret").doesNotContain("Hello");
    }

    @Test
    void countsRetries() {
        RetryPolicy thrice = new RetryPolicy(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        ChatProvider retrying = Pipeline.of(provider.failWith(ErrorCode.OVERLOADED), threads)
                .retry(thrice)
                .build();
        ask(metered(retrying, MISTRAL));

        assertThat(registry.get("ai.streaming.retries")
                        .tags("provider", "main", "code", "overloaded")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("gen_ai.client.operation.duration").timer().count())
                .isEqualTo(1);
    }

    @Test
    void countsFallbacks() {
        ScriptedProvider second = ScriptedProvider.named("second").answer("from the second");
        ChatProvider chain = Pipeline.of(metered(provider.failWith(ErrorCode.OVERLOADED), MISTRAL), threads)
                .fallback(metered(second, ProviderIdentity.named("second")))
                .build();
        RecordingListener listener = ask(new FallbackMeter(chain, new GenAiConvention(), registry));

        assertThat(listener.response().content()).isEqualTo("from the second");
        assertThat(listener.restarts).hasSize(1);
        assertThat(registry.get("ai.streaming.fallbacks")
                        .tags("provider", "main", "fallback", "second", "code", "overloaded", "begun", "false")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find("ai.streaming.retries").counter()).isNull();
        assertThat(registry.find("gen_ai.client.operation.duration").timers()).hasSize(2);
    }

    @Test
    void countsAnswersThatBeginAnewWithAnotherProvider() {
        ScriptedProvider second = ScriptedProvider.named("second").answer("from the second");
        ChatProvider chain = Pipeline.of(
                        metered(provider.answer("Half ", "of it").cutAfter(1), MISTRAL), threads)
                .fallback(metered(second, ProviderIdentity.named("second")))
                .failover(Failover.RESTART)
                .build();
        ask(new FallbackMeter(chain, new GenAiConvention(), registry));

        assertThat(registry.get("ai.streaming.fallbacks")
                        .tags("provider", "main", "fallback", "second", "code", "truncated", "begun", "true")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find("gen_ai.client.operation.duration").timers()).hasSize(2);
    }

    @Test
    void aConventionOfTheApplicationsOwnNamesMetersAndTags() {
        GenAiConvention own = new GenAiConvention() {
            @Override
            public String durationMeter() {
                return "gen_ai.client.inference.duration";
            }

            @Override
            public KeyValues durationAttributes(ChatOperation operation) {
                return super.durationAttributes(operation).and("team", "blue");
            }
        };
        ask(new MeteredProvider(provider, MISTRAL, own, registry));

        assertThat(tagValues("gen_ai.client.inference.duration", "team")).containsExactly("blue");
        assertThat(registry.find("gen_ai.client.operation.duration").timer()).isNull();
    }

    @Test
    void aFaultOfTheConventionDoesNotHarmTheAnswer() {
        GenAiConvention faulty = new GenAiConvention() {
            @Override
            public KeyValues meterAttributes(ChatOperation operation) {
                throw new IllegalStateException("a fault of the convention");
            }
        };

        assertThat(ask(new MeteredProvider(provider, MISTRAL, faulty, registry))
                        .response()
                        .content())
                .isEqualTo("Hello");
        ask(new MeteredProvider(provider.failWith(AiException.of(ErrorCode.BUSY).build()), MISTRAL, faulty, registry))
                .error();
    }

    @Test
    void aPortThatIsNotNamedIsThatOfTheScheme() {
        ProviderSettings settings = ProviderSettings.of("local", ProviderType.OPENAI);

        assertThat(ProviderIdentity.of(settings.withBaseUrl(URI.create("http://here/v1")))
                        .serverPort())
                .isEqualTo(80);
        assertThat(ProviderIdentity.of(settings.withBaseUrl(URI.create("https://here/v1")))
                        .serverPort())
                .isEqualTo(443);
        assertThat(ProviderIdentity.of(settings.withBaseUrl(URI.create("http://here:11434/v1")))
                        .serverPort())
                .isEqualTo(11434);
    }

    @Test
    void bearsTheNameOfWhatItDecorates() {
        assertThat(metered().name()).isEqualTo("main");
        assertThat(metered()).hasToString(provider.toString());
    }
}
