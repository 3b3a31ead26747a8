package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.web.Emitters;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** AI answers in WebFlux applications. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingWebFluxAutoConfiguration {

    @Bean
    Emitters aiStreamingNoEmitters() {
        return Emitters.ofWebFlux();
    }
}
