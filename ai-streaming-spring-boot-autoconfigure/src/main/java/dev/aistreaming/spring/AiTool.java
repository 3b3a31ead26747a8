package dev.aistreaming.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * A public method of a bean that a model can call, if a task offers it by name: {@code task().tools("weather")}. The method is called
 * through the bean's proxies, so transactions and method security apply.
 *
 * <pre>{@code
 * @AiTool("Tells the weather of a city")
 * public Forecast weather(@AiToolParam("Such as Bern") String city, @Nullable LocalDate day) { ... }
 * }</pre>
 *
 * <p>The parameters of the method are the arguments of the tool, by name. The class must be compiled with {@code -parameters}. Parameters that
 * are {@code Optional} or {@code @Nullable} are optional. A parameter of type {@link dev.aistreaming.tool.ToolContext} is not an argument.
 * The model gets the return value: strings as they are, {@link dev.aistreaming.chat.Part}s and {@link dev.aistreaming.chat.Media} as
 * such, and everything else as JSON. The model does not see the message of an exception, unless it is a
 * {@link dev.aistreaming.tool.ToolException}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Reflective(AiToolReflection.class)
public @interface AiTool {

    /** Tells the model what the method does and when to call it. */
    @AliasFor("description")
    String value() default "";

    /** Tells the model what the method does and when to call it. */
    @AliasFor("value")
    String description() default "";

    /**
     * The tool's name: a letter or {@code _}, then at most 63 letters, digits, {@code _} and {@code -}. Two tools of an application cannot
     * have the same name. The default is the name of the method.
     */
    String name() default "";

    /** Whether each call needs {@linkplain dev.aistreaming.tool.Approvals approval} before it runs. */
    boolean approval() default false;

    /**
     * Whether the method may run again if the answer starts over with another provider, because it has no side effects or harmless ones
     * only. Once a tool has run that is not repeatable, the answer does not start over: see {@link TaskBuilder#failover}.
     */
    boolean repeatable() default false;
}
