package dev.aistreaming.spring.tool;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kotlin.reflect.KFunction;
import kotlin.reflect.KParameter;
import kotlin.reflect.jvm.KCallablesJvm;
import kotlin.reflect.jvm.ReflectJvmMapping;
import org.jspecify.annotations.Nullable;

/** Calls Kotlin functions, whose parameters may have default values. Loaded only if Kotlin's reflection is on the class path. */
final class KotlinFunction {

    private KotlinFunction() {}

    /** @param arguments {@code null} for missing arguments, which get their default values if they have any */
    static @Nullable Object invoke(Object bean, Method method, @Nullable Object[] arguments) throws Exception {
        KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
        if (function == null || function.getParameters().stream().noneMatch(KParameter::isOptional)) {
            return method.invoke(bean, arguments);
        }
        Map<KParameter, @Nullable Object> given = new HashMap<>();
        List<KParameter> parameters = function.getParameters(); // the first one is the bean
        given.put(parameters.get(0), bean);
        for (int i = 0; i < arguments.length; i++) {
            KParameter parameter = parameters.get(i + 1);
            if (arguments[i] != null || !parameter.isOptional()) {
                given.put(parameter, arguments[i]);
            }
        }
        KCallablesJvm.setAccessible(function, true); // the class may be package-private
        return function.callBy(given);
    }
}
