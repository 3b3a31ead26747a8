package dev.aistreaming.spring.autoconfigure;

import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Registers hints for the messages of the protocol and for their validator. */
final class McpHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), McpSchema.class.getClasses());
        hints.resources().registerPattern("META-INF/services/io.modelcontextprotocol.json.*");
    }
}
