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

/** Brings together what properties say of providers and what others know of their connections. */
final class ProviderConnections {

    private static final Logger log = LoggerFactory.getLogger(ProviderConnections.class);

    private final Map<String, ProviderProperties> configured;
    private final Map<String, ProviderConnectionDetails> known = new LinkedHashMap<>();
    private final Map<String, ProviderProperties> connected = new LinkedHashMap<>();
    private final Set<String> withoutModel = new LinkedHashSet<>();

    /** @param details in the order in which they count */
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

    /** One that is called like the type is meant, too, whatever protocol it is told to speak: LocalAI speaks several. */
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

    /** What holds for the provider of this name; {@code null} where there is none. */
    @Nullable
    ProviderProperties get(String name) {
        return connected.get(name);
    }

    /** The certificates and keys that come with the connection itself. */
    @Nullable
    SslBundle sslBundle(String name) {
        ProviderConnectionDetails details = known.get(name);
        return details == null ? null : details.sslBundle();
    }

    /** Providers that nobody has configured, but that can be used. */
    Set<String> appeared() {
        Set<String> names = new LinkedHashSet<>(connected.keySet());
        names.removeAll(configured.keySet());
        return names;
    }

    /** Providers that nobody has configured, and that cannot be used for want of a model. */
    Set<String> withoutModel() {
        return withoutModel;
    }
}
