package dev.aistreaming.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/** Says more about an argument of an {@link AiTool}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AiToolParam {

    /** What it means, for the model. */
    @AliasFor("description")
    String value() default "";

    /** What it means, for the model. */
    @AliasFor("value")
    String description() default "";

    /** Whether the model must give it. One that it need not give is {@code null}, or an empty {@code Optional}. */
    boolean required() default true;
}
