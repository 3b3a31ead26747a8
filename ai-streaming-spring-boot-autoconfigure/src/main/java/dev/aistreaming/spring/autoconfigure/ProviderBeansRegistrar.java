package dev.aistreaming.spring.autoconfigure;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Registers the beans of the configured providers while the configuration classes are processed. */
final class ProviderBeansRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;

    ProviderBeansRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        ProviderBeans.register(environment, registry);
    }
}
