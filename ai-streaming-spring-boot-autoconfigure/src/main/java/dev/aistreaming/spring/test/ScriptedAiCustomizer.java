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
 * Prepares a context for {@link ScriptedAi}. It is part of the key of Spring's context cache, so tests with the same names share a
 * context.
 *
 * @param names the names of additional providers
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

    /** Does not resolve placeholders, because only names matter. */
    private static Set<String> configured(ConfigurableEnvironment environment) {
        return new Binder(ConfigurationPropertySources.from(environment.getPropertySources()))
                .bind(PROVIDERS, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet();
    }

    /** A configured name has a service that can be injected by it. */
    private Map<String, Object> settings(String defaultProvider) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(DEFAULT_PROVIDER, defaultProvider);
        names.forEach(name -> settings.put(PROVIDERS + "." + name + ".model", UNCONFIGURED));
        return settings;
    }
}
