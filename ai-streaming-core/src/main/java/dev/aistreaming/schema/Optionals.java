package dev.aistreaming.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Types that express a missing value themselves. */
final class Optionals {

    private static final Set<Class<?>> TYPES =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private Optionals() {}

    static boolean isOne(Class<?> type) {
        return TYPES.contains(type);
    }

    /** The type of the value inside. */
    static Type inside(Type type) {
        return type instanceof ParameterizedType optional && optional.getRawType() == Optional.class
                ? optional.getActualTypeArguments()[0]
                : type;
    }
}
