package dev.aistreaming.spring.tool;

import dev.aistreaming.schema.JsonSchemas;
import dev.aistreaming.spring.AiToolParam;
import dev.aistreaming.tool.ToolContext;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.SynthesizingMethodParameter;

/**
 * The parameters of a method.
 *
 * @param declared the parameters that the model provides
 * @param context the index of the {@link ToolContext} among all parameters, or -1
 */
record ToolParameters(List<JsonSchemas.Property> declared, int context) {

    static ToolParameters of(ToolMethod owner, Method method, Class<?> target) {
        @Nullable String @Nullable [] names = new DefaultParameterNameDiscoverer().getParameterNames(method);
        List<JsonSchemas.Property> declared = new ArrayList<>();
        int context = -1;
        for (int i = 0; i < method.getParameterCount(); i++) {
            String name = names == null ? null : names[i];
            if (method.getParameterTypes()[i] == ToolContext.class) {
                context = i;
            } else if (name == null) {
                throw owner.refused(
                        "the names of its parameters are not known", "Compile its class with -parameters.", null);
            } else {
                declared.add(property(owner, new SynthesizingMethodParameter(method, i), name, target));
            }
        }
        return new ToolParameters(declared, context);
    }

    private static JsonSchemas.Property property(
            ToolMethod owner, MethodParameter parameter, String name, Class<?> target) {
        AiToolParam said = parameter.getParameterAnnotation(AiToolParam.class);
        boolean required = !parameter.isOptional() && (said == null || said.required());
        boolean hasDefault =
                parameter.isOptional(); // among primitive parameters, only Kotlin's with a default value are
        if (!required && !hasDefault && parameter.getParameterType().isPrimitive()) {
            throw owner.refused(
                    "its parameter '" + name + "' cannot be left out", "Use a type that may be null.", null);
        }
        Type type = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), target);
        String description = said == null || said.description().isBlank() ? null : said.description();
        return new JsonSchemas.Property(name, type, description, required);
    }

    /** Returns the arguments of the call. */
    @Nullable
    Object[] all(@Nullable Object[] given, ToolContext known) {
        if (context < 0) {
            return given;
        }
        @Nullable Object[] all = new Object[given.length + 1];
        System.arraycopy(given, 0, all, 0, context);
        all[context] = known;
        System.arraycopy(given, context, all, context + 1, given.length - context);
        return all;
    }
}
