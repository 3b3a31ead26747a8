package dev.aistreaming.guide;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class FrontEndCors implements WebMvcConfigurer {

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/api/**")
                .allowedOrigins("https://app.example.com")
                .allowedMethods("GET", "POST", "DELETE")
                .exposedHeaders("X-AI-Stream-Id", "x-vercel-ai-ui-message-stream")
                .allowCredentials(true); // only if cookies identify the user
    }
}
