package dev.aistreaming.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;

/**
 * Converts options of providers to their JSON types. YAML and JSON have numbers and booleans, so a string there is meant as a string.
 * Properties files, environment variables and placeholders have only text, so anything that looks like a number or boolean is converted
 * unless it is in double quotes.
 */
final class OptionBindHandler extends AbstractBindHandler {

    private static final ConfigurationPropertyName PROVIDERS = ConfigurationPropertyName.of("ai.streaming.providers");
    private static final int OPTIONS = PROVIDERS.getNumberOfElements() + 1; // after the provider's name
    private static final String APPLICATION_JSON = "spring.application.json";

    OptionBindHandler(BindHandler parent) {
        super(parent);
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        @Nullable Object value = super.onSuccess(name, target, context, result);
        if (value == null || !isInOptions(name)) {
            return value;
        }
        if (name.getNumberOfElements() == OPTIONS + 1) {
            return withLists(value);
        }
        return value instanceof String text && !hasTypes(context.getConfigurationProperty()) ? typed(text) : value;
    }

    private static boolean isInOptions(ConfigurationPropertyName name) {
        return PROVIDERS.isAncestorOf(name)
                && name.getNumberOfElements() > OPTIONS
                && name.getElement(OPTIONS, Form.UNIFORM).equals("options");
    }

    /** Converts maps of indices to lists: Spring binds a list like that if no type is declared. */
    private static Object withLists(Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            return value;
        }
        Map<Object, Object> converted = new LinkedHashMap<>();
        boolean list = !members.isEmpty();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            list &= member.getKey().equals(Integer.toString(converted.size()));
            converted.put(member.getKey(), withLists(member.getValue()));
        }
        return list ? List.copyOf(converted.values()) : converted;
    }

    private static boolean hasTypes(@Nullable ConfigurationProperty property) {
        if (property == null || String.valueOf(property.getValue()).contains("${")) {
            return false;
        }
        return isYaml(property.getOrigin()) || isJson(property.getSource());
    }

    private static boolean isJson(@Nullable ConfigurationPropertySource source) {
        return source != null
                && source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(APPLICATION_JSON);
    }

    private static boolean isYaml(@Nullable Origin origin) {
        Origin place = origin instanceof OriginProvider provider ? provider.getOrigin() : origin;
        String file = place instanceof TextResourceOrigin text && text.getResource() != null
                ? String.valueOf(text.getResource().getFilename()).toLowerCase(Locale.ROOT)
                : "";
        return file.endsWith(".yml") || file.endsWith(".yaml");
    }

    private static Object typed(String text) {
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
