package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.web.AiExceptionHandler;
import dev.aistreaming.spring.web.Emitters;
import dev.aistreaming.spring.web.StreamExceptionResolver;
import dev.aistreaming.spring.web.StreamInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The configuration of Spring MVC for streams. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class StreamingWebMvc {

    @Bean
    Emitters aiStreamingEmitters() {
        return Emitters.ofSpringMvc();
    }

    @Bean
    WebMvcConfigurer aiStreamingWebMvcConfigurer() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new StreamInterceptor());
            }
        };
    }

    @Bean
    SmartInitializingSingleton aiStreamingPublisherControllers(
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return () -> mappings.forEach(PublisherControllers::refuse);
    }

    @Bean
    StreamExceptionResolver aiStreamingExceptionResolver() {
        return new StreamExceptionResolver();
    }

    @Bean
    @ConditionalOnMissingBean
    AiExceptionHandler aiExceptionHandler() {
        return new AiExceptionHandler();
    }
}
