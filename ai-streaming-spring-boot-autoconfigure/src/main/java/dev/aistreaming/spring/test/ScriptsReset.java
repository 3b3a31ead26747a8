package dev.aistreaming.spring.test;

import dev.aistreaming.testing.ScriptedProvider;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Resets the scripts before each test with {@link ScriptedAi}, and before its {@code @BeforeEach} methods. */
final class ScriptsReset extends AbstractTestExecutionListener {

    @Override
    public void beforeTestMethod(TestContext test) {
        if (TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), ScriptedAi.class)) {
            test.getApplicationContext()
                    .getBeansOfType(ScriptedProvider.class)
                    .values()
                    .forEach(ScriptedProvider::reset);
        }
    }
}
