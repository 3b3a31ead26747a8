package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces the references in a JSON Schema by their targets, for servers that do not support references. */
final class InlinedSchema {

    private static final String REFERENCE = "$ref";
    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    private final Tool tool;
    private final Map<String, Object> root;
    private final Deque<String> open = new ArrayDeque<>();

    private InlinedSchema(Tool tool, Map<String, Object> root) {
        this.tool = tool;
        this.root = root;
    }

    /**
     * Inlines the parameters of a tool.
     *
     * @throws AiException with {@code invalid_request} if a reference has no target, or leads to itself
     */
    static String of(Tool tool) {
        if (!tool.parameters().contains(REFERENCE)) {
            return tool.parameters();
        }
        Map<String, Object> root = JsonTree.object("parameters of the tool '" + tool.name() + "'", tool.parameters());
        Map<String, Object> schema = new LinkedHashMap<>(root);
        DEFINITIONS.forEach(schema::remove);
        return new String(Json.write(new InlinedSchema(tool, root).schema(schema)), StandardCharsets.UTF_8);
    }

    private @Nullable Object inlined(@Nullable Object value) {
        if (value instanceof List<?> elements) {
            List<@Nullable Object> out = new ArrayList<>();
            elements.forEach(element -> out.add(inlined(element)));
            return out;
        }
        return value instanceof Map<?, ?> members ? schema(members) : value;
    }

    private Map<String, Object> schema(Map<?, ?> members) {
        if (members.get(REFERENCE) instanceof String reference) {
            return referred(reference, members);
        }
        Map<String, Object> out = new LinkedHashMap<>();
        members.forEach((name, value) -> put(out, name, inlined(value)));
        return out;
    }

    /** Keywords next to a reference, such as a description, take precedence over those of its target. */
    private Map<String, Object> referred(String reference, Map<?, ?> beside) {
        if (open.contains(reference)) {
            throw refused("a schema that contains itself");
        }
        open.push(reference);
        Map<String, Object> out = schema(find(reference));
        beside.forEach((name, value) -> {
            if (!name.equals(REFERENCE)) {
                put(out, name, inlined(value));
            }
        });
        open.pop();
        return out;
    }

    private Map<?, ?> find(String reference) {
        Object found = root;
        for (String name : reference.startsWith("#/") ? reference.substring(2).split("/", -1) : new String[] {""}) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        if (found instanceof Map<?, ?> schema) {
            return schema;
        }
        throw refused("the reference '" + reference + "', which leads nowhere in it");
    }

    @SuppressWarnings("NullAway") // null is a valid value of const
    private static void put(Map<String, Object> out, @Nullable Object name, @Nullable Object value) {
        out.put(String.valueOf(name), value);
    }

    private AiException refused(String what) {
        return AiException.invalidRequest(
                "the parameters of the tool '" + tool.name() + "' cannot be sent: they have " + what);
    }
}
