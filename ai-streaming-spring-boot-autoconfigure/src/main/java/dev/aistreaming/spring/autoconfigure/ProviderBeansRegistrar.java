package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.spring.AiService;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * A {@link ChatProvider} bean and an {@link AiService} bean for each configured provider, both qualified by its name.
 *
 * <p>All are fallbacks, so that a bean of the application's own is injected before them; the default provider's
 * {@code ChatProvider} is not where there is none of the application's own. A {@code BeanRegistrar} cannot set qualifiers, and
 * two beans cannot have the same name.
 */
final class ProviderBeansRegistrar implements ImportBeanDefinitionRegistrar {

    static final String PROVIDER_SUFFIX = "ChatProvider";
    static final String SERVICE_SUFFIX = "AiService";

    private final Environment environment;

    ProviderBeansRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, Object> providers = Binder.get(environment)
                .bind("ai.streaming.providers", Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        String defaultProvider = environment.getProperty(
                "ai.streaming.default-provider",
                providers.size() == 1 ? providers.keySet().iterator().next() : "");
        boolean ownProviders = registry instanceof ListableBeanFactory beans
                && beans.getBeanNamesForType(ChatProvider.class, true, false).length > 0;
        for (String name : providers.keySet()) {
            RootBeanDefinition provider =
                    definition(name, ChatProvider.class, AiStreamingAutoConfiguration.PROVIDER_FACTORY, "create");
            provider.setFallback(ownProviders || !name.equals(defaultProvider));
            register(registry, name + PROVIDER_SUFFIX, provider);

            RootBeanDefinition service =
                    definition(name, AiService.class, AiStreamingAutoConfiguration.SERVICE_FACTORY, "serviceOf");
            service.setFallback(true);
            register(registry, name + SERVICE_SUFFIX, service);
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
}
