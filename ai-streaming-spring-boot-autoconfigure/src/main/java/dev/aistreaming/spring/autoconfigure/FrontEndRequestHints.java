package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.format.AgUiRun;
import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.format.OpenAiChat;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Lets a native image read what front ends send where no controller's signature says so, as functional endpoints do. */
final class FrontEndRequestHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        new BindingReflectionHintsRegistrar()
                .registerReflectionHints(hints.reflection(), AgUiRun.class, AiSdkChat.class, OpenAiChat.class);
    }
}
