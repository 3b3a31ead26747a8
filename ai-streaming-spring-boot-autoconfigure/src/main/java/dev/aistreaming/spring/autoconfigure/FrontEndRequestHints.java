package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.format.AgUiRun;
import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.format.OpenAiChat;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Registers hints for reading front-end requests as JSON if no controller's signature mentions them, as with functional endpoints. */
final class FrontEndRequestHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        new BindingReflectionHintsRegistrar()
                .registerReflectionHints(hints.reflection(), AgUiRun.class, AiSdkChat.class, OpenAiChat.class);
    }
}
