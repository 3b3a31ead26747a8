package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.spring.bridge.Bridge;
import dev.aistreaming.spring.bridge.BridgedProvider;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Creates providers from beans of other libraries. */
final class BridgedProviders {

    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<Bridge<?>> bridges;

    BridgedProviders(ConfigurableListableBeanFactory beans, ObjectProvider<Bridge<?>> bridges) {
        this.beans = beans;
        this.bridges = bridges;
    }

    /** Whether a provider with this name and these settings is a bean of another library. */
    boolean make(String name, ProviderProperties properties) {
        String type = new BridgeSettings(name, properties).type();
        return BridgeLibrary.find(type).isPresent() || !bridges(type).isEmpty();
    }

    private List<Bridge<?>> bridges(String type) {
        return bridges.orderedStream()
                .filter(bridge -> bridge.type().equals(type))
                .toList();
    }

    /** Creates the provider, which looks up its bean on the first use. */
    ChatProvider create(String name, ProviderProperties properties, Threads threads) {
        BridgeSettings settings = new BridgeSettings(name, properties);
        List<Bridge<?>> candidates = bridges(settings.type());
        if (candidates.isEmpty()) {
            String dependency = BridgeLibrary.find(settings.type())
                    .map(BridgeLibrary::dependency)
                    .orElse("the library");
            throw new InvalidSettingException(
                    "The AI provider '" + name + "' is of type '" + settings.type()
                            + "', but that library is not on the class path.",
                    "Add " + dependency + ", or set " + ProviderSettingsMapper.key(name, "type") + " to another type.");
        }
        BridgeBeans found =
                new BridgeBeans(beans, candidates.stream().map(Bridge::beanType).collect(Collectors.toList()));
        String bean = found.choose(name, settings.type(), properties.bean());
        for (Bridge<?> bridge : candidates) {
            if (beans.isTypeMatch(bean, bridge.beanType())) {
                settings.check(bridge.takesOptions());
                return provider(settings, bridge, bean, threads);
            }
        }
        throw new IllegalStateException("the bean '" + bean + "' has changed its type");
    }

    private <B> ChatProvider provider(BridgeSettings settings, Bridge<B> bridge, String bean, Threads threads) {
        return new BridgedProvider<>(
                settings.name(), bridge, () -> beans.getBean(bean, bridge.beanType()), settings::withDefaults, threads);
    }
}
