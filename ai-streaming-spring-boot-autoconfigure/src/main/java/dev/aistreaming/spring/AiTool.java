package dev.aistreaming.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * A public method of a bean that a model may call, where a task offers it by its name: {@code task().tools("weather")}. It is called
 * through the bean, and so through its proxies: transactions and method security hold.
 *
 * <pre>{@code
 * @AiTool("Tells the weather of a city")
 * public Forecast weather(@AiToolParam("Such as Bern") String city, @Nullable LocalDate day) { ... }
 * }</pre>
 *
 * <p>The parameters are the arguments, by their names, for which the class is compiled with {@code -parameters}; those that are
 * {@code Optional} or {@code @Nullable} may be left out. A {@link dev.aistreaming.tool.ToolContext} among them is no argument. What
 * the method returns is told to the model: texts as they are, {@link dev.aistreaming.chat.Part}s and
 * {@link dev.aistreaming.chat.Media} as such, and everything else as JSON. What it throws is not, but for a
 * {@link dev.aistreaming.tool.ToolException}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Reflective(AiToolReflection.class)
public @interface AiTool {

    /** What the method does and when to call it, for the model. */
    @AliasFor("description")
    String value() default "";

    /** What the method does and when to call it, for the model. */
    @AliasFor("value")
    String description() default "";

    /**
     * A letter or {@code _}, then at most 63 letters, digits, {@code _} and {@code -}. No two tools of an application may have the same
     * name. Default: the method's name.
     */
    String name() default "";

    /** Whether each call runs only if somebody {@linkplain dev.aistreaming.tool.Approvals approves} it. */
    boolean approval() default false;

    /**
     * Whether the method may run again for an answer that begins anew with another provider: it changes nothing, or nothing that hurts.
     * Once another one runs, the answer does not: see {@link TaskBuilder#failover}.
     */
    boolean repeatable() default false;
}
