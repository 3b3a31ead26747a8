package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.stream.KeptConversations;
import dev.aistreaming.spring.stream.ProviderDirectory;
import dev.aistreaming.spring.stream.StreamOpener;
import dev.aistreaming.spring.stream.StreamingAiService;
import dev.aistreaming.spring.tool.ToolRegistry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates the services of providers. */
final class ServiceFactory {

    private final ProviderConnections connections;
    private final ProviderDirectory directory;
    private final StreamOpener streams;
    private final ToolRegistry tools;
    private final @Nullable KeptConversations conversations;

    ServiceFactory(
            ProviderConnections connections,
            ProviderDirectory directory,
            StreamOpener streams,
            ToolRegistry tools,
            @Nullable KeptConversations conversations) {
        this.connections = connections;
        this.directory = directory;
        this.streams = streams;
        this.tools = tools;
        this.conversations = conversations;
    }

    AiService serviceOf(String name) {
        return new StreamingAiService(name, directory, streams, tools, conversations);
    }

    AiService defaultService(@Nullable String defaultProvider) {
        Set<String> names = directory.names();
        if (names.isEmpty() && !connections.withoutModel().isEmpty()) {
            String connected = connections.withoutModel().iterator().next();
            throw new InvalidSettingException(
                    "There is a connection to " + connected + ", but its model is not known.",
                    "Set " + ProviderSettingsMapper.key(connected, "model")
                            + " to the name of one, or give the container a label dev.aistreaming.model with it.");
        }
        if (names.isEmpty()) {
            throw new InvalidSettingException(
                    "No AI provider is configured.",
                    "Set ai.streaming.providers.openai.api-key and ai.streaming.providers.openai.model, or those of"
                            + " another provider; or ai.streaming.enabled to false.");
        }
        if (defaultProvider == null || defaultProvider.isBlank()) {
            if (names.size() > 1) {
                throw new InvalidSettingException(
                        "There are several AI providers, " + names + ", and none is the default.",
                        "Set ai.streaming.default-provider to one of them.");
            }
            return serviceOf(names.iterator().next());
        }
        if (!names.contains(defaultProvider)) {
            throw new InvalidSettingException(
                    "ai.streaming.default-provider is '" + defaultProvider + "', which is not configured.",
                    "Set it to one of " + names + ", or configure ai.streaming.providers." + defaultProvider + ".");
        }
        return serviceOf(defaultProvider);
    }
}
