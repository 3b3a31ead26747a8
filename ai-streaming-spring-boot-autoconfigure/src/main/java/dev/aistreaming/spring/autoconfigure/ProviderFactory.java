package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.pipeline.TimeoutProvider;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.provider.HttpChatProvider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes providers of properties and puts every call, those of a user's own providers too, under the pipeline. */
final class ProviderFactory {

    private final AiStreamingProperties properties;
    private final Transports transports;
    private final Timer timer;

    ProviderFactory(AiStreamingProperties properties, Transports transports, Timer timer) {
        this.properties = properties;
        this.transports = transports;
        this.timer = timer;
    }

    /** The provider that is configured under this name. */
    ChatProvider create(String name) {
        AiStreamingProperties.Provider provider = properties.providers().get(name);
        if (provider == null) {
            throw new IllegalArgumentException("no provider '" + name + "' is configured");
        }
        HttpSettings http = HttpSettings.DEFAULTS
                .withConnectTimeout(either(
                        provider.timeouts().connect(), properties.timeouts().connect()))
                .withHttp2(properties.http2().enabled());
        ChatProvider plain = new HttpChatProvider(ProviderSettingsMapper.map(name, provider), transports.get(http));
        checkDefaults(name, plain);
        return decorate(plain, provider.timeouts());
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

    /** A provider that an application has made itself. */
    ChatProvider decorate(ChatProvider provider) {
        boolean ours = provider instanceof TimeoutProvider;
        return ours ? provider : decorate(provider, new AiStreamingProperties.ProviderTimeouts(null, null, null, null));
    }

    private ChatProvider decorate(ChatProvider provider, AiStreamingProperties.ProviderTimeouts own) {
        AiStreamingProperties.TimeoutDefaults common = properties.timeouts();
        try {
            Timeouts timeouts = new Timeouts(
                    either(own.firstToken(), common.firstToken()),
                    either(own.idle(), common.idle()),
                    either(own.total(), common.total()));
            return new TimeoutProvider(provider, timeouts, timer);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "The AI provider '" + provider.name() + "' cannot work: " + e.getMessage() + ".",
                    "Correct ai.streaming.timeouts or ai.streaming.providers." + provider.name() + ".timeouts.");
        }
    }

    private static Duration either(@Nullable Duration own, Duration common) {
        return own == null ? common : own;
    }
}
