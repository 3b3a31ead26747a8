package dev.aistreaming.spring.autoconfigure;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Replaces the provider beans in an application that was processed ahead of time: registers beans for the providers that are configured
 * now instead of those that were configured at build time. Keys, models and whole providers come from the environment at run time.
 */
@ImportRuntimeHints({AotProviderBeansHints.class, ProviderRegion.Signing.class})
final class AotProviderBeans implements BeanDefinitionRegistryPostProcessor {

    private final Environment environment;

    AotProviderBeans(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (AotDetector.useGeneratedArtifacts()) {
            ProviderBeans.remove(registry);
            ProviderBeans.register(environment, registry);
        }
    }
}
