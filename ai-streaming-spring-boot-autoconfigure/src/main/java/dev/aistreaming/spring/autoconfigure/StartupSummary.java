package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.stream.ProviderDirectory;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Logs all providers with their models, and the default, in one line at startup. */
final class StartupSummary implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(StartupSummary.class);

    private final ProviderDirectory directory;
    private final ProviderConnections connections;
    private final AiStreamingProperties properties;

    StartupSummary(ProviderDirectory directory, ProviderConnections connections, AiStreamingProperties properties) {
        this.directory = directory;
        this.connections = connections;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<String> names = directory.names();
        if (log.isInfoEnabled() && !names.isEmpty()) {
            String providers = names.stream().map(this::describe).collect(Collectors.joining(", "));
            log.info("AI streaming: {}; default: {}", providers, defaultOf(names));
        }
    }

    /** Describes a provider. A provider of the application has only a name. */
    private String describe(String name) {
        ProviderProperties configured = connections.get(name);
        return configured == null ? name : name + " (" + model(name, configured) + ")";
    }

    /** Returns the model, or the type of another library's provider, which usually configures the model itself. */
    private static String model(String name, ProviderProperties configured) {
        String model = configured.model();
        return model == null ? new BridgeSettings(name, configured).type() : model;
    }

    private @Nullable String defaultOf(Set<String> names) {
        return names.size() == 1 ? names.iterator().next() : properties.defaultProvider();
    }
}
