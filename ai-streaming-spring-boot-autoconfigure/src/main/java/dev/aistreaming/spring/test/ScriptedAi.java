package dev.aistreaming.spring.test;

import dev.aistreaming.testing.ScriptedProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the providers of a test's application {@link ScriptedProvider}s: no key is needed, nothing goes over the network, and each
 * test says what it is answered.
 *
 * <pre>{@code
 * @WebMvcTest(ChatController.class)
 * @ScriptedAi
 * class ChatControllerTests {
 *
 *     @Autowired
 *     private ScriptedProvider ai;
 * }
 * }</pre>
 *
 * <p>It stands on the class of any test that has an application context, whole or a slice, and brings the auto-configurations of
 * this library with it where the slice has not. Each provider that is configured is scripted under its name, so that
 * {@code ai.provider("claude")} and injections by {@code @Qualifier("claude")} work; what is configured of it does not matter. A
 * {@code ScriptedProvider} without a qualifier is the default provider: the configured default, or the first of the names, or, where
 * there is none, one with the name {@code scripted}.
 *
 * <p>Before each test all scripts are forgotten, and what was asked, as by {@link ScriptedProvider#reset()}. A call for which the test
 * scripts nothing fails. A provider that is a bean of the application's own stays what it is, unless a scripted one has its
 * name.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ScriptedAi {

    /** Names of providers that are scripted besides those that are configured. */
    String[] value() default {};
}
