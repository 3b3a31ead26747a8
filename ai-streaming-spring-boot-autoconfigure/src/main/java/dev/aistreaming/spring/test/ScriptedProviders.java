package dev.aistreaming.spring.test;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ScriptedProvider;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Replaces the configured providers with scripted ones. It runs after all other definitions have been read: of two providers with the
 * same name, the one that was defined last wins.
 */
final class ScriptedProviders implements BeanDefinitionRegistryPostProcessor {

    private final List<String> names;
    private final String defaultProvider;

    ScriptedProviders(List<String> names, String defaultProvider) {
        this.names = names;
        this.defaultProvider = defaultProvider;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        List<String> beanNames =
                names.stream().map(name -> name + "ChatProvider").toList();
        beanNames.stream().filter(registry::containsBeanDefinition).forEach(registry::removeBeanDefinition);
        boolean ownPrimary = registry instanceof ListableBeanFactory beans
                && Stream.of(beans.getBeanNamesForType(ChatProvider.class, true, false))
                        .filter(registry::containsBeanDefinition) // not an object that was registered, such as a mock
                        .anyMatch(own -> registry.getBeanDefinition(own).isPrimary());
        for (int i = 0; i < names.size(); i++) {
            registry.registerBeanDefinition(beanNames.get(i), definition(names.get(i), ownPrimary));
        }
    }

    private RootBeanDefinition definition(String name, boolean ownPrimary) {
        RootBeanDefinition definition = new RootBeanDefinition(ScriptedProvider.class);
        definition.setFactoryMethodName("named");
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
        boolean isDefault = name.equals(defaultProvider);
        definition.setPrimary(isDefault && !ownPrimary);
        definition.setFallback(!isDefault);
        return definition;
    }
}
