package dev.aistreaming.spring.test;

import dev.aistreaming.testing.ScriptedProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Replaces the providers of a test's application with {@link ScriptedProvider}s: the test needs no key and no network, and says what
 * each call is answered.
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
 * <p>Put it on any test class with an application context, full or a slice. It adds the auto-configurations of this library to a slice. Each
 * configured provider is scripted under its name, so that {@code ai.provider("claude")} and injections with {@code @Qualifier("claude")} work.
 * The other settings of the provider do not matter. A {@code ScriptedProvider} without a qualifier is the default provider: the configured
 * default, or else the first configured name, or a provider with the name {@code scripted} if none is configured.
 *
 * <p>Before each test, all scripts and recorded requests are cleared, as with {@link ScriptedProvider#reset()}. A call without a script fails. A
 * {@code ChatProvider} bean of the application stays as it is, unless a scripted provider has its name.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ScriptedAi {

    /** Names of additional scripted providers. */
    String[] value() default {};
}
