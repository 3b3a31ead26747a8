package dev.aistreaming.spring.stream;

import dev.aistreaming.output.ExpectedType;
import dev.aistreaming.output.ExpectedTypes;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The objects that an application's tasks expect. The schema of a type is created only once. */
public final class ExpectedObjects {

    private final Supplier<ExpectedTypes> types;
    private final Map<Type, ExpectedType<?>> byType = new ConcurrentHashMap<>();
    private @Nullable ExpectedTypes made;

    /**
     * Creates an instance without any types.
     *
     * @param types called once, when an object is first expected, because it needs optional libraries
     */
    public ExpectedObjects(Supplier<ExpectedTypes> types) {
        this.types = types;
    }

    @SuppressWarnings("unchecked") // each value is stored under its own type
    <T> ExpectedType<T> of(Type type) {
        return (ExpectedType<T>) byType.computeIfAbsent(type, each -> types().ofType(each));
    }

    ExpectedType<JsonNode> ofSchema(String schema) {
        return types().ofSchema(schema);
    }

    ExpectedType<JsonNode> json() {
        return types().json();
    }

    private synchronized ExpectedTypes types() {
        ExpectedTypes known = made;
        if (known == null) {
            known = types.get();
            made = known;
        }
        return known;
    }
}
