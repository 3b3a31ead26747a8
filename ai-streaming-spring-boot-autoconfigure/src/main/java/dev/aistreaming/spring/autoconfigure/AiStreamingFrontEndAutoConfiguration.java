package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.format.OpenAiFormat;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.frontend.AgUiEndpoint;
import dev.aistreaming.spring.frontend.AiSdkEndpoint;
import dev.aistreaming.spring.frontend.BrowserModules;
import dev.aistreaming.spring.frontend.OfferedProvider;
import dev.aistreaming.spring.frontend.OfferedProviders;
import dev.aistreaming.spring.frontend.OpenAiEndpoint;
import dev.aistreaming.spring.stream.ProviderDirectory;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/** The library's own module for browsers, and endpoints for the clients of other libraries, each at the configured path. */
@AutoConfiguration(after = AiStreamingAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ImportRuntimeHints(FrontEndRequestHints.class)
public final class AiStreamingFrontEndAutoConfiguration {

    private static final String PREFIX = "ai.streaming.endpoints.";

    @Bean
    @ConditionalOnBooleanProperty(name = "ai.streaming.client.enabled", matchIfMissing = true)
    BrowserModules aiStreamingBrowserModules() {
        return new BrowserModules();
    }

    @Bean
    @ConditionalOnProperty(PREFIX + "ai-sdk.path")
    AiSdkEndpoint aiStreamingAiSdkEndpoint(
            AiService ai,
            ProviderDirectory directory,
            ProviderConnections connections,
            AiStreamingProperties properties,
            AiStreams streams) {
        return new AiSdkEndpoint(
                offered("ai-sdk", properties.endpoints().aiSdk(), ai, directory, connections, properties), streams);
    }

    @Bean
    @ConditionalOnProperty(PREFIX + "ag-ui.path")
    AgUiEndpoint aiStreamingAgUiEndpoint(
            AiService ai,
            ProviderDirectory directory,
            ProviderConnections connections,
            AiStreamingProperties properties) {
        return new AgUiEndpoint(
                offered("ag-ui", properties.endpoints().agUi(), ai, directory, connections, properties));
    }

    @Bean
    @ConditionalOnProperty(PREFIX + "openai.path")
    OpenAiEndpoint aiStreamingOpenAiEndpoint(
            AiService ai,
            ProviderDirectory directory,
            ProviderConnections connections,
            AiStreamingProperties properties) {
        return new OpenAiEndpoint(
                offered("openai", properties.endpoints().openai(), ai, directory, connections, properties),
                new OpenAiFormat(FormatSettings.disclosure(properties)));
    }

    /** Returns the providers of an endpoint, with the default provider first if it is among them. */
    private static OfferedProviders offered(
            String endpoint,
            EndpointProperties.Endpoint settings,
            AiService ai,
            ProviderDirectory directory,
            ProviderConnections connections,
            AiStreamingProperties properties) {
        String standard = properties.defaultProvider();
        Set<String> known = directory.names();
        Collection<String> names = settings.providers().isEmpty() ? known : settings.providers();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidSettingException(
                        PREFIX + endpoint + ".providers has '" + name + "', which is not configured.",
                        "Leave it out, use " + known + ", or configure ai.streaming.providers." + name + ".");
            }
        }
        List<OfferedProvider> offered = names.stream()
                .distinct()
                .sorted(Comparator.comparing(name -> !name.equals(standard)))
                .map(name -> {
                    ProviderProperties configured = connections.get(name);
                    return new OfferedProvider(name, configured == null ? null : configured.model());
                })
                .toList();
        return new OfferedProviders(ai, offered, settings.models());
    }
}
