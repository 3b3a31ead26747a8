package dev.aistreaming.applications.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class OpenAiJavaApplication {

    public static void main(String[] args) {
        SpringApplication.run(OpenAiJavaApplication.class, args);
    }

    @Bean
    OpenAIClient client(@Value("${model.base-url}") String baseUrl, @Value("${model.api-key}") String apiKey) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(apiKey)
                .maxRetries(0)
                .build();
    }
}
