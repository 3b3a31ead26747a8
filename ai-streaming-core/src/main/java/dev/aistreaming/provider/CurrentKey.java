package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of a provider with the key that its {@link ApiKeySource} currently supplies. */
final class CurrentKey {

    private static final Logger log = LoggerFactory.getLogger(CurrentKey.class);

    private final ProviderSettings settings;
    private final ApiKeySource source;

    CurrentKey(ProviderSettings settings, ApiKeySource source) {
        this.settings = settings;
        this.source = source;
    }

    /** @throws AiException with {@code authentication} if there is no key that can be sent */
    ProviderSettings settings() {
        String key = ask();
        ProviderSettings current = key == null || key.isBlank() ? settings : settings.withApiKey(key);
        String chosen = current.apiKey();
        if (chosen == null && isVendors(settings)) {
            log.warn("Neither the ApiKeySource nor the configuration has a key for '{}'", settings.name());
            throw noKey().build();
        }
        if (chosen != null && !isSendable(chosen)) {
            log.warn(
                    "The key of '{}' contains a character that is not allowed in a header, such as a line break",
                    settings.name());
            throw noKey().build();
        }
        return current;
    }

    /** Self-hosted servers may not need a key. */
    private static boolean isVendors(ProviderSettings settings) {
        return settings.type().apiKeyVariable() != null
                && settings.baseUrl().equals(settings.type().baseUrl());
    }

    private @Nullable String ask() {
        try {
            return source.apiKey(settings.name());
        } catch (IOException | RuntimeException e) {
            // a source that is unreachable may recover soon
            log.warn(
                    "The ApiKeySource has failed for '{}': {}",
                    settings.name(),
                    OneLine.of(settings.secrets().mask(e.toString())));
            throw noKey().retryable(true).cause(e).build();
        }
    }

    private static boolean isSendable(String key) {
        return key.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    private AiException.Builder noKey() {
        return AiException.of(ErrorCode.AUTHENTICATION)
                .userMessage("This application has no key for the AI provider at this moment.")
                .provider(settings.name());
    }
}
