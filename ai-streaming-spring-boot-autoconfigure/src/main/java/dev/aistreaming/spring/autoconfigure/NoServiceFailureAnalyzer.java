package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.AiService;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains why there is no {@link AiService}. Runs before Spring Boot's own analyzer, which suggests defining one. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NoServiceFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final String ENABLED = "ai.streaming.enabled";

    private final Environment environment;
    private final BeanFactory beans;

    NoServiceFailureAnalyzer(Environment environment, BeanFactory beans) {
        this.environment = environment;
        this.beans = beans;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        if (!AiService.class.equals(cause.getBeanType()) || isConfigured()) {
            return null;
        }
        if (!environment.getProperty(ENABLED, Boolean.class, true)) {
            return new FailureAnalysis(
                    "There is no AiService, because " + ENABLED + " is false.",
                    "Set " + ENABLED + " to true, or leave it out.",
                    cause);
        }
        return new FailureAnalysis(
                "There is no AiService, because its auto-configuration is left out here. A slice of the application, such as one"
                        + " under @WebMvcTest, has only the auto-configurations of that slice.",
                "Add @ImportAutoConfiguration(AiStreamingAutoConfiguration.class) and a ScriptedProvider bean to the test, or"
                        + " replace the service by @MockitoBean AiService: see docs/testing.md. In an application, look for"
                        + " spring.autoconfigure.exclude.",
                cause);
    }

    /** Whether services exist. If so, the missing bean has a certain name or qualifier. */
    private boolean isConfigured() {
        return beans instanceof ListableBeanFactory all
                && all.getBeanNamesForType(AiStreamingAutoConfiguration.class, true, false).length > 0;
    }
}
