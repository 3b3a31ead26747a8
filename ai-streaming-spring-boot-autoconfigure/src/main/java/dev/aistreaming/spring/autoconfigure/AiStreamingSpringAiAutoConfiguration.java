package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.bridge.SpringAiClientBridge;
import dev.aistreaming.spring.bridge.SpringAiModelBridge;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Uses Spring AI's clients and models as providers, if that is on the class path. */
@AutoConfiguration
@ConditionalOnClass(ChatModel.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingSpringAiAutoConfiguration {

    @Bean
    @Order(1)
    SpringAiModelBridge aiStreamingSpringAiModelBridge(Environment environment) {
        return new SpringAiModelBridge(LibraryKeys.under("spring.ai", environment));
    }

    /** Clients, which wrap a model together with everything that the application has configured around it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ChatClient.class)
    static class Client {

        @Bean
        @Order(0)
        SpringAiClientBridge aiStreamingSpringAiClientBridge(Environment environment) {
            return new SpringAiClientBridge(LibraryKeys.under("spring.ai", environment));
        }
    }
}
