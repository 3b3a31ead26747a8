package dev.aistreaming.spring.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** Registers hints for the factory methods of the beans that {@link AotProviderBeans} registers. */
final class AotProviderBeansHints implements RuntimeHintsRegistrar {

    private static final List<TypeReference> NAME = List.of(TypeReference.of(String.class));

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.reflection()
                .registerType(
                        ProviderFactory.class,
                        type -> type.withMethod(ProviderBeans.CREATE, NAME, ExecutableMode.INVOKE))
                .registerType(
                        ServiceFactory.class,
                        type -> type.withMethod(ProviderBeans.SERVICE_OF, NAME, ExecutableMode.INVOKE));
    }
}
