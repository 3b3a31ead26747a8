package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.recording.Recorder;
import dev.aistreaming.spring.actuate.AiStreamsEndpoint;
import dev.aistreaming.spring.actuate.RecorderControl;
import dev.aistreaming.spring.stream.StreamRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint that lists open streams, if it is exposed. */
@AutoConfiguration(after = AiStreamingAutoConfiguration.class)
@ConditionalOnClass({WebEndpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(StreamRegistry.class)
@ConditionalOnAvailableEndpoint(AiStreamsEndpoint.class)
public final class AiStreamingEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AiStreamsEndpoint aiStreamsEndpoint(
            StreamRegistry streams, AiStreamingProperties properties, ObjectProvider<Recorder> recorder) {
        AiStreamsEndpoint.Models models = provider -> {
            ProviderProperties configured = properties.providers().get(provider);
            return configured == null ? null : configured.model();
        };
        return new AiStreamsEndpoint(streams, models, new RecorderControl(recorder.getIfAvailable()));
    }
}
