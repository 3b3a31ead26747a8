package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.bridge.langchain4j.LangChain4jBridge;
import dev.langchain4j.model.chat.StreamingChatModel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Uses models of LangChain4j as providers, if that is on the class path. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnClass(StreamingChatModel.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingLangChain4jAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LangChain4jBridge aiStreamingLangChain4jBridge(Environment environment) {
        return new LangChain4jBridge(LibraryKeys.under("langchain4j", environment));
    }
}
