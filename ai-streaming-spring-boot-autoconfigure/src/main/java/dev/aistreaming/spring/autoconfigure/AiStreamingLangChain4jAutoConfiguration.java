package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.bridge.langchain4j.LangChain4jBridge;
import dev.langchain4j.model.chat.StreamingChatModel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Lets models of LangChain4j answer as providers, where it is on the class path. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnClass(StreamingChatModel.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingLangChain4jAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LangChain4jBridge aiStreamingLangChain4jBridge() {
        return new LangChain4jBridge();
    }
}
