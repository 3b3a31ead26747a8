package dev.aistreaming.applications.springai;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.SimpleLoggerAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Assistant {

    @Bean
    ChatClient chatClient(ChatClient.Builder builder, ChatMemory memory, WeatherTools weather) {
        return builder.defaultSystem("You are the assistant of a travel agency.")
                .defaultTools(weather)
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build(), new SimpleLoggerAdvisor())
                .build();
    }
}
