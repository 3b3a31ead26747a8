package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a provider that is a bean of another library. Addresses and keys are configured in that library. */
record BridgeSettings(String name, ProviderProperties properties) {

    /** Returns the type, which defaults to the name. */
    String type() {
        String configured = properties.type();
        return configured == null || configured.isBlank() ? name : configured.strip();
    }

    /**
     * Rejects settings that belong to the other library.
     *
     * @param takesOptions whether the provider accepts further options
     */
    void check(boolean takesOptions) {
        Map<String, @Nullable Object> theirs = new LinkedHashMap<>();
        theirs.put("base-url", properties.baseUrl());
        theirs.put("api-key", properties.apiKey());
        theirs.put("region", properties.region());
        theirs.put("resource", properties.resource());
        theirs.put("deployment", properties.deployment());
        theirs.put("api-version", properties.apiVersion());
        theirs.put("include-usage", properties.includeUsage());
        theirs.put("headers", emptyAsNull(properties.headers()));
        theirs.put("options", takesOptions ? null : emptyAsNull(properties.options()));
        theirs.put("timeouts.connect", properties.timeouts().connect());
        theirs.put("timeouts.end", properties.timeouts().end());
        theirs.put("proxy.host", properties.proxy().host());
        theirs.put("proxy.port", properties.proxy().port());
        theirs.put("proxy.username", properties.proxy().username());
        theirs.put("proxy.password", properties.proxy().password());
        theirs.put("proxy.non-proxy-hosts", properties.proxy().nonProxyHosts());
        theirs.put("ssl.bundle", properties.ssl().bundle());
        theirs.forEach((setting, value) -> {
            if (value != null) {
                throw new InvalidSettingException(
                        ProviderSettingsMapper.key(name, setting) + " is set, but a provider of type '" + type()
                                + "' is a bean, which has its own.",
                        "Leave it out, and set it where the bean is made, such as in that library's own properties.");
            }
        });
    }

    private static @Nullable Object emptyAsNull(Map<String, ?> map) {
        return map.isEmpty() ? null : map;
    }

    ChatRequest withDefaults(ChatRequest request) {
        Map<String, Object> options = new LinkedHashMap<>(properties.options());
        options.putAll(request.options());
        return request.toBuilder()
                .model(request.model() != null ? request.model() : properties.model())
                .temperature(request.temperature() != null ? request.temperature() : properties.temperature())
                .maxTokens(request.maxTokens() != null ? request.maxTokens() : properties.maxTokens())
                .options(options)
                .build();
    }
}
