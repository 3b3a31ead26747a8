package dev.aistreaming.spring.autoconfigure;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the bean of another library that answers for a provider. Does not create the bean, because it may depend on beans that are made
 * from that provider.
 *
 * @param types the possible types, the preferred one first
 */
record BridgeBeans(ConfigurableListableBeanFactory beans, List<? extends Class<?>> types) {

    /** Returns the name of the configured bean or, without configuration, of the only candidate. */
    String choose(String provider, String type, @Nullable String configured) {
        String key = ProviderSettingsMapper.key(provider, "bean");
        if (configured != null && !configured.isBlank()) {
            return checked(key, type, configured.strip());
        }
        for (Class<?> each : types) {
            List<String> names = names(each);
            List<String> best = best(names);
            if (best.size() == 1) {
                return best.get(0);
            }
            if (!names.isEmpty()) {
                throw new InvalidSettingException(
                        "The AI provider '" + provider + "' is a bean of type " + each.getSimpleName()
                                + ", but there are several: " + String.join(", ", names) + ".",
                        "Set " + key + " to the name of one of them, or mark one as @Primary.");
            }
        }
        throw new InvalidSettingException(
                "The AI provider '" + provider + "' is of type '" + type + "', but there is no bean of type " + wanted()
                        + ".",
                "Declare one, and name it by " + key + " where there are several.");
    }

    private String checked(String key, String type, String name) {
        if (!beans.containsBean(name)) {
            throw new InvalidSettingException(
                    key + " is '" + name + "', and there is no bean of that name.",
                    "Set it to the name of a bean of type " + wanted() + "; " + candidates());
        }
        if (types.stream().noneMatch(each -> beans.isTypeMatch(name, each))) {
            Class<?> is = beans.getType(name);
            throw new InvalidSettingException(
                    key + " is '" + name + "', which is a bean of type " + (is == null ? "unknown" : is.getName())
                            + ", and no " + wanted() + " as a provider of type '" + type + "' has to be.",
                    "Set it to the name of such a bean; " + candidates());
        }
        return name;
    }

    private String wanted() {
        return types.stream().map(Class::getSimpleName).collect(Collectors.joining(" or "));
    }

    private String candidates() {
        String names =
                types.stream().flatMap(type -> names(type).stream()).distinct().collect(Collectors.joining(", "));
        return names.isEmpty() ? "there is none yet." : "there are: " + names + ".";
    }

    private List<String> names(Class<?> type) {
        String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false);
        return Stream.of(names.length > 0 ? names : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type))
                .filter(name -> !ScopedProxyUtils.isScopedTarget(name))
                .toList();
    }

    /** Returns the candidates as for an injection: the primary bean, preferably of this context rather than a parent, or those that are not fallbacks. */
    private List<String> best(List<String> names) {
        List<String> primary = without(names, each -> !isMarked(each, BeanDefinition::isPrimary));
        List<String> here = without(primary, each -> !beans.containsLocalBean(each));
        if (primary.size() == 1 || here.size() == 1) {
            return primary.size() == 1 ? primary : here;
        }
        return names.size() == 1 ? names : without(names, each -> isMarked(each, BeanDefinition::isFallback));
    }

    private static List<String> without(List<String> names, Predicate<String> what) {
        return names.stream().filter(what.negate()).toList();
    }

    /** A bean that was registered as an object has no definition, and so has no marks. */
    private boolean isMarked(String name, Predicate<BeanDefinition> what) {
        @Nullable BeanFactory factory = beans;
        while (factory instanceof ConfigurableListableBeanFactory known) {
            if (known.containsLocalBean(name)) {
                return known.containsBeanDefinition(name) && what.test(known.getMergedBeanDefinition(name));
            }
            factory = known.getParentBeanFactory();
        }
        return false;
    }
}
