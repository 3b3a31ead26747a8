package dev.aistreaming.spring.autoconfigure;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * In an application that was processed ahead of time, registers the beans of the providers that are configured now in place of
 * those that were configured when it was built: keys, models and whole providers come with the environment it runs in.
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
