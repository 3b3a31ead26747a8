package dev.aistreaming.spring.autoconfigure;

import com.openai.client.OpenAIClientAsync;
import dev.aistreaming.spring.bridge.openaijava.OpenAiJavaBridge;
import dev.aistreaming.spring.bridge.openaijava.OpenAiJavaSyncBridge;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Uses clients of openai-java as providers, if that is on the class path. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnClass(OpenAIClientAsync.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingOpenAiJavaAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @Order(0)
    OpenAiJavaBridge aiStreamingOpenAiJavaBridge(Environment environment) {
        return new OpenAiJavaBridge(LibraryKeys.under("openai", environment));
    }

    @Bean
    @ConditionalOnMissingBean
    @Order(1)
    OpenAiJavaSyncBridge aiStreamingOpenAiJavaSyncBridge(OpenAiJavaBridge async) {
        return new OpenAiJavaSyncBridge(async);
    }
}
