package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.provider.Workers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A pool of threads as on JDK 17, but so small that a test can fill it. */
@Configuration(proxyBeanMethods = false)
public class FewThreads {

    public static final int COUNT = 16;

    @Bean
    Workers aiStreamingFewThreads() {
        return new Workers(COUNT);
    }
}
