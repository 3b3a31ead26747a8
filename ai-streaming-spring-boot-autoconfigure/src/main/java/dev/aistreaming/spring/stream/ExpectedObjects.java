package dev.aistreaming.spring.stream;

import dev.aistreaming.output.ExpectedType;
import dev.aistreaming.output.ExpectedTypes;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an application's tasks expect. A type's schema is written once. */
public final class ExpectedObjects {

    private final Supplier<ExpectedTypes> types;
    private final Map<Type, ExpectedType<?>> byType = new ConcurrentHashMap<>();
    private @Nullable ExpectedTypes made;

    /**
     * Nothing yet.
     *
     * @param types called once, where something is expected: it needs libraries that not everybody has
     */
    public ExpectedObjects(Supplier<ExpectedTypes> types) {
        this.types = types;
    }

    @SuppressWarnings("unchecked") // each is kept under its own type
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
