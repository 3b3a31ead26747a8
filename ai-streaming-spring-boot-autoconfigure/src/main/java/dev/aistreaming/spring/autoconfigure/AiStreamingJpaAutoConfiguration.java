package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.web.OpenInViewInterceptor;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Releases database connections of streams if {@code spring.jpa.open-in-view} is on. */
@AutoConfiguration(
        after = AiStreamingAutoConfiguration.class,
        afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnClass({EntityManagerFactory.class, EntityManagerHolder.class})
@ConditionalOnBean({EntityManagerFactory.class, ProviderFactory.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "spring.jpa.open-in-view", matchIfMissing = true)
public final class AiStreamingJpaAutoConfiguration {

    /**
     * Registers the interceptor right behind the one that opens the {@code EntityManager}: auto-configurations register theirs in order.
     */
    @Bean
    WebMvcConfigurer aiStreamingOpenInViewConfigurer(EntityManagerFactory factory) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new OpenInViewInterceptor(factory));
            }
        };
    }
}
