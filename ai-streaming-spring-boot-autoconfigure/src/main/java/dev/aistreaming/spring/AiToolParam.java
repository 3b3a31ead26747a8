package dev.aistreaming.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/** Describes an argument of an {@link AiTool}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AiToolParam {

    /** Tells the model what the argument means. */
    @AliasFor("description")
    String value() default "";

    /** Tells the model what the argument means. */
    @AliasFor("value")
    String description() default "";

    /** Whether the model must provide the argument. If an optional one is missing, it is {@code null} or an empty {@code Optional}. */
    boolean required() default true;
}
