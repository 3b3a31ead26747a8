package dev.aistreaming.spring.autoconfigure;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reports unknown settings and their origins. Runs before Spring Boot's own analyzer, which also shows their values: a misspelt {@code
 * api-key} contains a key.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownSettingFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("ai.streaming");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        if (!cause.getUnboundProperties().stream().allMatch(property -> PREFIX.isAncestorOf(property.getName()))) {
            return null;
        }
        String settings = cause.getUnboundProperties().stream()
                .map(UnknownSettingFailureAnalyzer::describe)
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                settings, "Correct the name, or remove it. docs/configuration.md lists all settings.", cause);
    }

    private static String describe(ConfigurationProperty property) {
        String place = property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        return property.getName() + " is not a setting of AI streaming" + place + ".";
    }
}
