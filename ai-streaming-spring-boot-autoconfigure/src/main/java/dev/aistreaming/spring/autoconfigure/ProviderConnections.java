package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.ProviderConnectionDetails;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;

/** Combines the properties of providers with the connection details of other sources. */
final class ProviderConnections {

    private static final Logger log = LoggerFactory.getLogger(ProviderConnections.class);

    private final Map<String, ProviderProperties> configured;
    private final Map<String, ProviderConnectionDetails> known = new LinkedHashMap<>();
    private final Map<String, ProviderProperties> connected = new LinkedHashMap<>();
    private final Set<String> withoutModel = new LinkedHashSet<>();

    /** @param details the connection details in order of precedence */
    ProviderConnections(Map<String, ProviderProperties> configured, List<ProviderConnectionDetails> details) {
        this.configured = configured;
        details.forEach(this::assign);
        configured.forEach((name, properties) -> connected.put(name, properties.connectedTo(of(name, properties))));
    }

    private void assign(ProviderConnectionDetails details) {
        Map<String, ProviderProperties> meant = new LinkedHashMap<>(configured);
        meant.entrySet().removeIf(each -> !isMeant(each.getKey(), each.getValue(), details));
        if (meant.isEmpty()) {
            appear(details);
            return;
        }
        boolean isOnly = meant.size() == 1;
        meant.forEach((name, properties) -> {
            if (isOnly || ProviderSettingsMapper.isBlank(properties.baseUrl())) {
                known.putIfAbsent(name, details);
            }
        });
    }

    private static boolean isMeant(String name, ProviderProperties properties, ProviderConnectionDetails details) {
        return details.name() == null ? isOfType(name, properties, details.type()) : name.equals(details.name());
    }

    /**
     * Whether a provider is of this type or has its name. In the latter case, its protocol does not matter: LocalAI, for example, speaks
     * several.
     */
    private static boolean isOfType(String name, ProviderProperties properties, String type) {
        return name.equalsIgnoreCase(type)
                || new PropertiesProviderConnectionDetails(name, properties)
                        .type()
                        .equalsIgnoreCase(type);
    }

    private void appear(ProviderConnectionDetails details) {
        String name = details.name() == null ? details.type() : details.name();
        if (ProviderSettingsMapper.isBlank(details.model())) {
            log.info(
                    "There is a connection to {}, and no provider that uses it: {} is not set",
                    name,
                    ProviderSettingsMapper.key(name, "model"));
            withoutModel.add(name);
        } else if (known.putIfAbsent(name, details) == null) {
            connected.put(name, ProviderProperties.of(details.type()).connectedTo(details));
        }
    }

    private ProviderConnectionDetails of(String name, ProviderProperties properties) {
        ProviderConnectionDetails details = known.get(name);
        return details == null ? new PropertiesProviderConnectionDetails(name, properties) : details;
    }

    /** Returns the properties of the provider with this name; {@code null} if there is none. */
    @Nullable
    ProviderProperties get(String name) {
        return connected.get(name);
    }

    /** Returns the certificates and keys that come with the connection. */
    @Nullable
    SslBundle sslBundle(String name) {
        ProviderConnectionDetails details = known.get(name);
        return details == null ? null : details.sslBundle();
    }

    /** Returns the names of providers that are not configured, but can be used because of their connection details. */
    Set<String> appeared() {
        Set<String> names = new LinkedHashSet<>(connected.keySet());
        names.removeAll(configured.keySet());
        return names;
    }

    /** Returns the names of providers that are not configured, and cannot be used because they have no model. */
    Set<String> withoutModel() {
        return withoutModel;
    }
}
