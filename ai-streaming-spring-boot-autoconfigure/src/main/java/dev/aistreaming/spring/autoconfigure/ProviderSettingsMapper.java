package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.provider.ResponseLimits;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates the settings of a provider from properties, and reports what is missing. */
final class ProviderSettingsMapper {

    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}");

    private ProviderSettingsMapper() {}

    /** @param keysFromElsewhere whether a provider without a key may get one from another source */
    static ProviderSettings map(String name, ProviderProperties properties, boolean keysFromElsewhere) {
        ProviderType type = type(name, properties.type());
        requireResolved(name, properties);
        ProviderRegion.check(name, type, properties);
        AzureSettings azure = AzureSettings.of(name, type, properties);
        URI baseUrl = azure != null ? azure.baseUrl() : baseUrl(name, type, properties);
        String model = azure != null ? azure.model() : properties.model();
        ApiKeys.check(key(name, "api-key"), properties.apiKey());
        boolean wantsKey = type.apiKeyVariable() != null && baseUrl.equals(type.baseUrl());
        if (isBlank(properties.apiKey()) && (wantsKey || azure != null) && !keysFromElsewhere) {
            throw new InvalidSettingException(
                    "The AI provider '" + name + "' has no API key.",
                    "Set " + key(name, "api-key") + ", for example to ${"
                            + keyVariable(name)
                            + "}, and that environment variable to the key; or declare a bean of type ApiKeySource."
                            + " A server of your own that needs no key is named by " + key(name, "base-url") + ".");
        }
        if (isBlank(model)) {
            throw new InvalidSettingException(
                    "The AI provider '" + name + "' has no model.",
                    "Set " + key(name, "model") + " to the name of one of the provider's models.");
        }
        ProviderSettings settings = new ProviderSettings(
                name,
                type,
                baseUrl,
                properties.apiKey(),
                model,
                properties.maxTokens(),
                properties.temperature(),
                properties.includeUsage(),
                properties.headers(),
                properties.options(),
                ResponseLimits.DEFAULTS,
                null);
        return ProviderRegion.of(name, type, properties, keysFromElsewhere)
                .map(settings::withRegion)
                .orElse(settings);
    }

    private static String keyVariable(String name) {
        return ProviderType.find(name)
                .map(ProviderType::apiKeyVariable)
                .orElseGet(() -> name.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY");
    }

    /** Returns the base URL. A name that is not a type may belong to any vendor, whose key must not be sent to another one. */
    private static URI baseUrl(String name, ProviderType type, ProviderProperties properties) {
        String configured = properties.baseUrl();
        String key = key(name, "base-url");
        if (configured != null && !configured.isBlank()) {
            return BaseUrl.read(key, type, configured);
        }
        if (ProviderType.find(name).isEmpty() && isBlank(properties.region())) { // a region determines the address, too
            throw new InvalidSettingException(
                    "The AI provider '" + name + "' has no base-url, and its name is not one of " + ProviderType.names()
                            + ", whose addresses are known.",
                    "Set " + key + " to its address; that of " + type.typeName() + " itself is " + type.baseUrl()
                            + ".");
        }
        return type.baseUrl();
    }

    private static void requireResolved(String name, ProviderProperties properties) {
        requireResolved(key(name, "base-url"), properties.baseUrl());
        requireResolved(key(name, "api-key"), properties.apiKey());
        requireResolved(key(name, "region"), properties.region());
        requireResolved(key(name, "model"), properties.model());
        requireResolved(key(name, "resource"), properties.resource());
        requireResolved(key(name, "deployment"), properties.deployment());
        requireResolved(key(name, "api-version"), properties.apiVersion());
        properties.headers().forEach((header, value) -> requireResolved(key(name, "headers." + header), value));
        properties.options().forEach((option, value) -> {
            if (value instanceof String text) {
                requireResolved(key(name, "options." + option), text);
            }
        });
    }

    /** Rejects unresolved placeholders: Spring binds them as they are, and they would be sent to the provider as a key. */
    private static void requireResolved(String key, @Nullable String value) {
        Matcher placeholder = UNRESOLVED.matcher(value == null ? "" : value);
        if (placeholder.find()) {
            throw new InvalidSettingException(
                    key + " has " + placeholder.group()
                            + ", and there is no property or environment variable of that name.",
                    "Set that environment variable, or write the value in place of " + placeholder.group() + ".");
        }
    }

    private static ProviderType type(String name, @Nullable String configured) {
        if (configured == null || configured.isBlank()) {
            return ProviderType.find(name)
                    .orElseThrow(() -> new InvalidSettingException(
                            "The AI provider '" + name + "' has no type, and its name is not one either.",
                            "Set " + key(name, "type") + typesToChooseFrom() + " Set " + key(name, "base-url")
                                    + " to the address of its server."));
        }
        return ProviderType.find(configured)
                .orElseThrow(() -> new InvalidSettingException(
                        key(name, "type") + " is '" + configured + "', which is not known.",
                        "Set it" + typesToChooseFrom()));
    }

    /** Rejects a bean for a provider that has a server. */
    static void refuseBean(String name, ProviderProperties properties) {
        if (!isBlank(properties.bean())) {
            throw new InvalidSettingException(
                    key(name, "bean") + " is set, but a provider of type '"
                            + type(name, properties.type()).typeName() + "' is no bean.",
                    "Leave it out, or set " + key(name, "type") + " to one of " + BridgeLibrary.types() + ".");
        }
    }

    private static String typesToChooseFrom() {
        return " to one of " + ProviderType.names()
                + "; 'openai' is right for every OpenAI-compatible server. A bean of" + " another library is one of "
                + BridgeLibrary.types() + ".";
    }

    static String key(String provider, String setting) {
        return "ai.streaming.providers." + provider + "." + setting;
    }

    static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
