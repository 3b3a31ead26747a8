package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.pipeline.AnswerLimits;
import dev.aistreaming.pipeline.LimitProvider;
import dev.aistreaming.pipeline.PartialAnswerProvider;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.RetryProvider;
import dev.aistreaming.pipeline.TimeoutProvider;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.provider.ApiKeySource;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ResponseLimits;
import dev.aistreaming.thread.Threads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Makes providers of properties and puts every call, those of a user's own providers too, under the pipeline. */
final class ProviderFactory {

    private final AiStreamingProperties properties;
    private final Transports transports;
    private final Threads threads;
    private final ProviderDecorator decorator;
    private final HttpSettingsMapper http;
    private final @Nullable ApiKeySource keys;

    ProviderFactory(
            AiStreamingProperties properties,
            Transports transports,
            Threads threads,
            ProviderDecorator decorator,
            HttpSettingsMapper http,
            @Nullable ApiKeySource keys) {
        this.decorator = decorator;
        this.properties = properties;
        this.transports = transports;
        this.threads = threads;
        this.http = http;
        this.keys = keys;
    }

    /** The provider that is configured under this name. */
    ChatProvider create(String name) {
        ProviderProperties provider = properties.providers().get(name);
        if (provider == null) {
            throw new InvalidSettingException(
                    "What stands under ai.streaming.providers." + name + " is no setting of a provider.",
                    "Look for a misspelt key. An environment variable cannot name a provider whose name has a dash: use a"
                            + " placeholder such as ${MY_KEY} for it.");
        }
        ProviderSettings settings = ProviderSettingsMapper.map(name, provider, keys != null)
                .withResponse(new ResponseLimits(
                        either(provider.timeouts().end(), properties.timeouts().end()), maxEventBytes()));
        HttpTransport transport = transports.get(http.map(name, provider, settings.baseUrl()));
        ChatProvider plain = new HttpChatProvider(settings, transport);
        checkDefaults(name, plain);
        return new ConfiguredProvider(
                decorate(
                        keys == null ? plain : new HttpChatProvider(settings, keys, transport),
                        ProviderIdentity.of(settings),
                        provider.timeouts(),
                        provider.retry()),
                threads);
    }

    /** A request with nothing but the configured defaults shows whether they are good. */
    private static void checkDefaults(String name, ChatProvider provider) {
        try {
            provider.newCall(ChatRequest.of("?"));
        } catch (AiException | IllegalArgumentException e) {
            String fault = e instanceof AiException refused ? refused.userMessage() : e.getMessage();
            throw new InvalidSettingException(
                    "The settings of the AI provider '" + name + "' make no request: " + fault + ".",
                    "Correct what stands under ai.streaming.providers." + name + ".");
        }
    }

    /** All by name; a provider of the application's own takes the place of a configured one with the same name. */
    Map<String, ChatProvider> directory(Stream<ChatProvider> providers) {
        Map<String, ChatProvider> byName = new LinkedHashMap<>();
        providers.forEach(provider -> {
            if (provider instanceof ConfiguredProvider configured) {
                byName.putIfAbsent(provider.name(), configured.inside());
            } else {
                byName.put(provider.name(), decorate(provider));
            }
        });
        return byName;
    }

    private ChatProvider decorate(ChatProvider provider) {
        return decorate(
                new PartialAnswerProvider(provider),
                ProviderIdentity.named(provider.name()),
                ProviderProperties.Timeouts.COMMON,
                ProviderProperties.Retry.COMMON);
    }

    /** Each attempt has its own time for the first token; the total covers all of them and the waiting in between. */
    private ChatProvider decorate(
            ChatProvider plain,
            ProviderIdentity identity,
            ProviderProperties.Timeouts timeouts,
            ProviderProperties.Retry retry) {
        AiStreamingProperties.TimeoutDefaults commonTimeouts = properties.timeouts();
        try {
            Timeouts attempt = Timeouts.ofSilence(
                    either(timeouts.firstToken(), commonTimeouts.firstToken()),
                    either(timeouts.idle(), commonTimeouts.idle()));
            Timeouts total = Timeouts.ofTotal(either(timeouts.total(), commonTimeouts.total()));
            ChatProvider retrying =
                    new RetryProvider(new TimeoutProvider(plain, attempt, threads), policy(retry), threads);
            ChatProvider timed = new TimeoutProvider(retrying, total, threads);
            return decorator.decorate(new LimitProvider(timed, limits()), identity);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "The AI provider '" + plain.name() + "' cannot work: " + e.getMessage() + ".",
                    "Correct ai.streaming.timeouts, ai.streaming.retry or ai.streaming.limits, or what stands for them under"
                            + " ai.streaming.providers." + plain.name() + ".");
        }
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
                properties.limits().maxToolCalls());
    }

    private int maxEventBytes() {
        DataSize size = properties.limits().maxEventSize();
        if (size.toBytes() < 1 || size.toGigabytes() > 0) {
            throw new InvalidSettingException(
                    "ai.streaming.limits.max-event-size is " + size + ", and no event can be held to that.",
                    "Set it to a size from 1B to less than 1GB; 1MB is the default.");
        }
        return (int) size.toBytes();
    }

    private static <T> T either(@Nullable T own, T common) {
        return own == null ? common : own;
    }
}
