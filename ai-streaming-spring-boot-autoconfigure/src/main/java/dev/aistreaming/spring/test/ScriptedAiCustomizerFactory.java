package dev.aistreaming.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link ScriptedAi} on a test class. */
final class ScriptedAiCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        ScriptedAi annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, ScriptedAi.class);
        return annotation == null ? null : new ScriptedAiCustomizer(List.of(annotation.value()));
    }
}
