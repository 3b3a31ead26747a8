package dev.aistreaming.spring.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.AiTool;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolBinding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;

/** An annotated method of a bean. */
final class ToolMethod {

    /** The bean with its proxies, and the method as the proxies declare it. */
    record Invocable(Object bean, Method method) {}

    private final String bean;
    private final Class<?> target;
    private final Method method;
    private final AiTool annotation;
    private final Supplier<Invocable> invocable;
    private final ToolBinding binding;

    /** @param target the class of the bean, without proxies */
    ToolMethod(
            String bean,
            Class<?> target,
            Method method,
            AiTool annotation,
            Supplier<Invocable> invocable,
            ToolBinding binding) {
        this.bean = bean;
        this.target = target;
        this.method = method;
        this.annotation = annotation;
        this.invocable = invocable;
        this.binding = binding;
    }

    /**
     * Returns this method after checking that it can be called.
     *
     * @param exposed the type of the bean as others see it, which may be the type of a proxy
     */
    ToolMethod checked(@Nullable Class<?> exposed) {
        if (!Modifier.isPublic(method.getModifiers())) {
            throw refused("it is not public", "Make it public, so that proxies of the bean see its calls.", null);
        }
        if (exposed != null) {
            try {
                AopUtils.selectInvocableMethod(method, exposed);
            } catch (IllegalStateException e) {
                throw refused(
                        "the proxy of its bean does not have it",
                        "Declare it in an interface of the bean, or have the class proxied.",
                        e);
            }
        }
        return this;
    }

    LocalTool tool() {
        ToolParameters parameters = ToolParameters.of(this, method, target);
        String name = annotation.name().isEmpty() ? method.getName() : annotation.name();
        String description = annotation.description().isBlank() ? null : annotation.description();
        try {
            LocalTool tool = binding.tool(
                    name,
                    description,
                    parameters.declared(),
                    (arguments, context) -> call(parameters.all(arguments, context)));
            LocalTool declared = annotation.repeatable() ? tool.repeatable() : tool;
            return annotation.approval() ? declared.requiringApproval() : declared;
        } catch (AiException e) {
            throw refused(e.userMessage(), "Set another by @AiTool(name = \"...\").", e);
        } catch (IllegalArgumentException e) {
            throw refused(
                    String.valueOf(e.getMessage()), "Use records, classes, enums, collections and simple values.", e);
        }
    }

    private @Nullable Object call(@Nullable Object[] arguments) throws Exception {
        Invocable called = invocable.get();
        try {
            return isKotlins(called.method())
                    ? KotlinFunction.invoke(called.bean(), called.method(), arguments)
                    : called.method().invoke(called.bean(), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Checked before the class that uses Kotlin's reflection is loaded. */
    private static boolean isKotlins(Method method) {
        return KotlinDetector.isKotlinReflectPresent() && KotlinDetector.isKotlinType(method.getDeclaringClass());
    }

    ToolDeclarationException refused(String fault, String remedy, @Nullable Throwable cause) {
        return new ToolDeclarationException("A tool cannot be offered: " + this + ": " + fault + ".", remedy, cause);
    }

    @Override
    public String toString() {
        return "the method " + target.getSimpleName() + "." + method.getName() + " of the bean '" + bean + "'";
    }
}
