package dev.aistreaming.spring.test;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Prepares a context for {@link ScriptedAi}. A part of the key under which Spring keeps it: tests with the same names share it.
 *
 * @param names of further providers
 */
record ScriptedAiCustomizer(List<String> names) implements ContextCustomizer {

    private static final String DEFAULT_PROVIDER = "ai.streaming.default-provider";
    private static final String PROVIDERS = "ai.streaming.providers";
    private static final String UNCONFIGURED = "scripted";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration test) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Set<String> scripted = new LinkedHashSet<>(configured(environment));
        scripted.addAll(names);
        String first = scripted.isEmpty() ? UNCONFIGURED : scripted.iterator().next();
        String wanted = environment.getProperty(DEFAULT_PROVIDER, "").strip();
        String defaultProvider = wanted.isEmpty() ? first : wanted;
        scripted.add(defaultProvider);

        environment.getPropertySources().addFirst(new MapPropertySource("scriptedAi", settings(defaultProvider)));
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
        registry.registerBeanDefinition(
                "aiStreamingScriptedAi",
                BeanDefinitionBuilder.rootBeanDefinition(ScriptedAiConfiguration.class)
                        .getBeanDefinition());
        registry.registerBeanDefinition(
                "aiStreamingScriptedProviders",
                BeanDefinitionBuilder.rootBeanDefinition(ScriptedProviders.class)
                        .addConstructorArgValue(List.copyOf(scripted))
                        .addConstructorArgValue(defaultProvider)
                        .getBeanDefinition());
    }

    /** Without a resolver of placeholders: it is about names only. */
    private static Set<String> configured(ConfigurableEnvironment environment) {
        return new Binder(ConfigurationPropertySources.from(environment.getPropertySources()))
                .bind(PROVIDERS, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet();
    }

    /** A name that is configured has a service that is injected by it. */
    private Map<String, Object> settings(String defaultProvider) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(DEFAULT_PROVIDER, defaultProvider);
        names.forEach(name -> settings.put(PROVIDERS + "." + name + ".model", UNCONFIGURED));
        return settings;
    }
}
