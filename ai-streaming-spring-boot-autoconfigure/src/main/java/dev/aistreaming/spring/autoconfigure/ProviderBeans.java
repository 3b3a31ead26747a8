package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.spring.AiService;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Defines a {@link ChatProvider} bean and an {@link AiService} bean for each configured provider, both qualified by its name.
 *
 * <p>All of them are fallback beans, so that beans of the application are preferred for injection. The exception is the {@code
 * ChatProvider} of the default provider if the application has no such bean. A {@code BeanRegistrar} cannot set qualifiers, and two beans
 * cannot have the same name.
 */
final class ProviderBeans {

    private static final String PROVIDER_SUFFIX = "ChatProvider";
    private static final String SERVICE_SUFFIX = "AiService";
    static final String CREATE = "create";
    static final String SERVICE_OF = "serviceOf";

    private static final Set<String> FACTORIES =
            Set.of(AiStreamingAutoConfiguration.PROVIDER_FACTORY, AiStreamingAutoConfiguration.SERVICE_FACTORY);

    private ProviderBeans() {}

    static void register(Environment environment, BeanDefinitionRegistry registry) {
        Map<String, Object> providers = Binder.get(environment)
                .bind("ai.streaming.providers", Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        requireNames(providers.keySet());
        String defaultProvider = environment.getProperty(
                "ai.streaming.default-provider",
                providers.size() == 1 ? providers.keySet().iterator().next() : "");
        boolean ownProviders = registry instanceof ListableBeanFactory beans
                && beans.getBeanNamesForType(ChatProvider.class, true, false).length > 0;
        for (String name : providers.keySet()) {
            RootBeanDefinition provider =
                    definition(name, ChatProvider.class, AiStreamingAutoConfiguration.PROVIDER_FACTORY, CREATE);
            provider.setFallback(ownProviders || !name.equals(defaultProvider));
            register(registry, name + PROVIDER_SUFFIX, provider);

            RootBeanDefinition service =
                    definition(name, AiService.class, AiStreamingAutoConfiguration.SERVICE_FACTORY, SERVICE_OF);
            service.setFallback(true);
            register(registry, name + SERVICE_SUFFIX, service);
        }
    }

    /** Rejects a list, which Spring binds as a map of its indices. */
    private static void requireNames(Set<String> names) {
        if (names.contains("0")) {
            throw new InvalidSettingException(
                    "ai.streaming.providers is a list, but providers have names.",
                    "Write the name of each provider in place of its dash, such as ai.streaming.providers.openai.model.");
        }
    }

    private static RootBeanDefinition definition(String name, Class<?> type, String factoryBean, String factoryMethod) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(type);
        definition.setFactoryBeanName(factoryBean);
        definition.setFactoryMethodName(factoryMethod);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
        return definition;
    }

    private static void register(BeanDefinitionRegistry registry, String beanName, RootBeanDefinition definition) {
        if (!registry.containsBeanDefinition(beanName)) {
            registry.registerBeanDefinition(beanName, definition);
        }
    }

    /** Removes the definitions that {@link #register} has added, with any configuration. */
    static void remove(BeanDefinitionRegistry registry) {
        for (String beanName : registry.getBeanDefinitionNames()) {
            String factory = registry.getBeanDefinition(beanName).getFactoryBeanName();
            if (factory != null && FACTORIES.contains(factory)) {
                registry.removeBeanDefinition(beanName);
            }
        }
    }
}
