package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Checks every configured duration while its key is known: it must be longer than 0 and at most a year, so that no calculation overflows.
 */
final class DurationBindHandler extends AbstractBindHandler {

    private static final Logger log = LoggerFactory.getLogger(DurationBindHandler.class);

    private static final List<ConfigurationPropertyName> OURS = List.of(
            ConfigurationPropertyName.of("ai.streaming"),
            ConfigurationPropertyName.of("management.health.ai-streaming"));

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SECOND = Duration.ofSeconds(1);

    DurationBindHandler(BindHandler parent) {
        super(parent);
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        @Nullable Object value = super.onSuccess(name, target, context, result);
        if (value instanceof Duration duration && OURS.stream().anyMatch(ours -> ours.isAncestorOf(name))) {
            check(name, duration, context.getConfigurationProperty());
        }
        return value;
    }

    private static void check(
            ConfigurationPropertyName name, Duration value, @Nullable ConfigurationProperty property) {
        boolean mayBeZero =
                isWaitBetweenAttempts(name) || name.getLastElement(Form.UNIFORM).equals("draintimeout");
        if (value.isNegative() || (value.isZero() && !mayBeZero)) {
            throw new InvalidSettingException(
                    name + " is " + (value.isZero() ? "0" : "negative") + ".",
                    "Set it to a time " + (mayBeZero ? "of 0 or more" : "longer than 0") + ", such as 10s.");
        }
        if (value.compareTo(LONGEST) > 0) {
            throw new InvalidSettingException(
                    name + " is " + value.toDays() + " days.", "Set it to 365d or less, such as 10s.");
        }
        if (value.compareTo(SECOND) < 0 && !value.isZero() && !hasUnit(property)) {
            log.warn(
                    "{} is {} ms. A number without a unit means milliseconds; for seconds write 10s.",
                    name,
                    value.toMillis());
        }
    }

    /** Whether a value has a unit. All units below a second end in s, also in ISO 8601, so a value with a unit is meant as it is. */
    private static boolean hasUnit(@Nullable ConfigurationProperty property) {
        String written =
                property == null ? "" : String.valueOf(property.getValue()).strip();
        return written.endsWith("s") || written.endsWith("S");
    }

    /** Whether this is a wait between attempts, for which 0 means no wait. */
    private static boolean isWaitBetweenAttempts(ConfigurationPropertyName name) {
        return name.getParent().getLastElement(Form.UNIFORM).equals("retry");
    }
}
