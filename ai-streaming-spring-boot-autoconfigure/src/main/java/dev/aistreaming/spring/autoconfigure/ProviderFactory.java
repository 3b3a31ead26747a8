package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.guard.Guards;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.output.ExpectingProvider;
import dev.aistreaming.pipeline.AnswerBudget;
import dev.aistreaming.pipeline.AnswerLimits;
import dev.aistreaming.pipeline.FallbackPipeline;
import dev.aistreaming.pipeline.Hedging;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.pipeline.TokenRatios;
import dev.aistreaming.provider.ApiKeySource;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ResponseLimits;
import dev.aistreaming.recording.Recorder;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.context.ConfiguredProvider;
import dev.aistreaming.spring.provider.Transports;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Creates providers from properties, and sends all calls through the pipeline, including those of the application's own providers. */
final class ProviderFactory {

    private final AiStreamingProperties properties;
    private final ProviderConnections connections;
    private final Transports transports;
    private final Threads threads;
    private final Guards guards;
    private final List<ProviderCustomizer> customizers;
    private final HttpSettingsMapper http;
    private final @Nullable ApiKeySource keys;
    private final @Nullable Hedging hedging;
    private final @Nullable Recorder recorder;
    private final BridgedProviders bridges;
    private final AnswerBudget budget;
    private final TokenRatios ratios = new TokenRatios();
    private final ToolLimits toolLimits;

    ProviderFactory(
            AiStreamingProperties properties,
            ProviderConnections connections,
            Transports transports,
            Threads threads,
            Guards guards,
            List<ProviderCustomizer> customizers,
            HttpSettingsMapper http,
            @Nullable ApiKeySource keys,
            @Nullable Hedging hedging,
            @Nullable Recorder recorder,
            BridgedProviders bridges) {
        this.customizers = customizers;
        this.properties = properties;
        this.connections = connections;
        this.transports = transports;
        this.threads = threads;
        this.guards = guards;
        this.http = http;
        this.keys = keys;
        this.hedging = hedging;
        this.recorder = recorder;
        this.bridges = bridges;
        this.budget = new AnswerBudget(AnswerMemory.ofThisJvm()
                .underWay(properties.limits().maxTotalAnswerSize())
                .toBytes());
        this.toolLimits = toolLimits(properties.tools());
    }

    private static ToolLimits toolLimits(AiStreamingProperties.Tools tools) {
        Settings.requirePositive("ai.streaming.tools.max-steps", tools.maxSteps());
        Settings.requirePositive("ai.streaming.tools.max-result-characters", tools.maxResultCharacters());
        Settings.requirePositive("ai.streaming.tools.max-calls-per-step", tools.maxCallsPerStep());
        requirePositive("ai.streaming.tools.timeout", tools.timeout());
        requirePositive("ai.streaming.tools.approval-timeout", tools.approvalTimeout());
        return ToolLimits.DEFAULTS
                .withMaxSteps(tools.maxSteps())
                .withTimeout(tools.timeout())
                .withMaxResultCharacters(tools.maxResultCharacters())
                .withMaxCallsPerStep(tools.maxCallsPerStep())
                .withEndOnFailure(tools.endOnFailure())
                .withApprovalTimeout(tools.approvalTimeout());
    }

    private static void requirePositive(String key, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new InvalidSettingException(
                    key + " is " + time.toMillis() + "ms.", "Set it to more than 0, or leave it out.");
        }
    }

    /** Returns the provider that is configured, or has been discovered, under this name. */
    ConfiguredProvider create(String name) {
        ProviderProperties provider = connections.get(name);
        if (provider == null) {
            throw new InvalidSettingException(
                    "A key under ai.streaming.providers." + name + " is not a setting of a provider.",
                    "Look for a misspelt key. An environment variable cannot name a provider whose name has a dash: use a"
                            + " placeholder such as ${MY_KEY} for it.");
        }
        return new ConfiguredProvider(
                bridges.make(name, provider) ? bridged(name, provider) : overHttp(name, provider), threads);
    }

    private ChatProvider overHttp(String name, ProviderProperties provider) {
        ProviderSettingsMapper.refuseBean(name, provider);
        ProviderSettings settings = ProviderSettingsMapper.map(name, provider, keys != null)
                .withResponse(new ResponseLimits(
                        either(provider.timeouts().end(), properties.timeouts().end()), maxEventBytes()));
        HttpTransport transport =
                transports.get(http.map(name, provider, settings.baseUrl(), connections.sslBundle(name)));
        HttpChatProvider plain = new HttpChatProvider(settings, transport);
        checkDefaults(name, plain);
        HttpChatProvider keyed = keys == null ? plain : new HttpChatProvider(settings, keys, transport);
        return customized(
                pipeline(recorder == null ? keyed : keyed.recordedBy(recorder), provider.timeouts(), provider.retry()),
                ProviderIdentity.of(settings));
    }

    private ChatProvider bridged(String name, ProviderProperties provider) {
        String type = new BridgeSettings(name, provider).type();
        return customized(
                pipeline(bridges.create(name, provider, threads), provider.timeouts(), provider.retry()),
                new ProviderIdentity(name, type, provider.model(), null, null));
    }

    /** Checks the configured defaults with a request that has no other options. */
    private static void checkDefaults(String name, ChatProvider provider) {
        try {
            provider.newCall(ChatRequest.of("?"));
        } catch (AiException | IllegalArgumentException e) {
            String fault = e instanceof AiException refused ? refused.userMessage() : e.getMessage();
            throw new InvalidSettingException(
                    "The settings of the AI provider '" + name + "' are invalid: " + fault + ".",
                    "Correct the settings under ai.streaming.providers." + name + ".");
        }
    }

    /** Returns all providers by name. A provider of the application replaces a configured one with the same name. */
    Map<String, ChatProvider> directory(Stream<ChatProvider> providers) {
        Map<String, ChatProvider> byName = new LinkedHashMap<>();
        providers.forEach(provider -> {
            if (provider instanceof ConfiguredProvider configured) {
                byName.putIfAbsent(provider.name(), configured.inside());
            } else {
                byName.put(provider.name(), own(provider));
            }
        });
        for (String appeared : connections.appeared()) {
            if (!byName.containsKey(appeared)) {
                byName.put(appeared, create(appeared).inside());
            }
        }
        return byName;
    }

    private ChatProvider own(ChatProvider provider) {
        Pipeline pipeline = pipeline(provider, ProviderProperties.Timeouts.COMMON, ProviderProperties.Retry.COMMON);
        return customized(pipeline.partialAnswers(), ProviderIdentity.named(provider.name()));
    }

    private Pipeline pipeline(
            ChatProvider plain, ProviderProperties.Timeouts timeouts, ProviderProperties.Retry retry) {
        try {
            RetryPolicy policy = policy(retry);
            return Pipeline.of(plain, threads)
                    .estimates(ratios)
                    .timeouts(timeouts(timeouts))
                    .retry(policy)
                    .loop(model -> guards.around(model, inside -> new ToolLoopProvider(inside, toolLimits, threads)))
                    .limits(limits(), budget)
                    .whole(answers -> new ExpectingProvider(answers, policy, threads));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "The AI provider '" + plain.name() + "' has invalid settings: " + e.getMessage() + ".",
                    "Correct ai.streaming.timeouts, ai.streaming.retry or ai.streaming.limits, or the settings of the same name under"
                            + " ai.streaming.providers." + plain.name() + ".");
        }
    }

    private ChatProvider customized(Pipeline pipeline, ProviderIdentity identity) {
        customizers.forEach(each -> pipeline.customize(provider -> each.customize(provider, identity)));
        return pipeline.build();
    }

    /** Returns a provider with others as its fallbacks. */
    ChatProvider chain(ChatProvider first, List<ChatProvider> others) {
        FallbackPipeline chain = Pipeline.of(first, threads)
                .fallback(others)
                .codes(properties.fallbackCodes())
                .failover(properties.failover())
                .hedging(hedging)
                .total(properties.timeouts().total());
        customizers.forEach(each -> chain.customize(each::customizeChain));
        return chain.build();
    }

    private Timeouts timeouts(ProviderProperties.Timeouts own) {
        AiStreamingProperties.TimeoutDefaults common = properties.timeouts();
        return new Timeouts(
                either(own.firstToken(), common.firstToken()),
                either(own.idle(), common.idle()),
                either(own.total(), common.total()));
    }

    private RetryPolicy policy(ProviderProperties.Retry own) {
        AiStreamingProperties.Retry common = properties.retry();
        return new RetryPolicy(
                either(own.maxAttempts(), common.maxAttempts()),
                either(own.initialBackoff(), common.initialBackoff()),
                either(own.maxBackoff(), common.maxBackoff()),
                either(own.maxRetryAfter(), common.maxRetryAfter()));
    }

    private AnswerLimits limits() {
        return new AnswerLimits(
                properties.limits().maxRequestCharacters(),
                properties.limits().maxAnswerCharacters(),
                properties.limits().maxToolCalls(),
                properties.limits().maxMediaBytes().toBytes());
    }

    private int maxEventBytes() {
        DataSize size = properties.limits().maxEventSize();
        if (size.toBytes() < 1 || size.toGigabytes() > 0) {
            throw new InvalidSettingException(
                    "ai.streaming.limits.max-event-size is " + size + ", which is out of range.",
                    "Set it to a size from 1B to less than 1GB; 1MB is the default.");
        }
        return (int) size.toBytes();
    }

    private static <T> T either(@Nullable T own, T common) {
        return own == null ? common : own;
    }
}
