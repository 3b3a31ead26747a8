package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reduces a JSON Schema to the subset to which a provider can constrain its model. Unsupported bounds are described in words.
 * Anything else that would change the meaning is rejected by name.
 *
 * @param allRequired whether every property must be required, so that an optional one becomes nullable instead
 * @param bounds keywords that are kept
 */
record SchemaSubset(boolean allRequired, Set<String> bounds) {

    /** OpenAI and compatible servers. */
    static final SchemaSubset STRICT = new SchemaSubset(
            true,
            Set.of(
                    "pattern",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "minItems",
                    "maxItems"));

    static final SchemaSubset ANTHROPIC = new SchemaSubset(false, Set.of());

    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");
    private static final Set<String> SAME = Set.of("type", "enum", "const", "description", "title", "$ref");
    private static final Set<String> SCHEMAS_BY_NAME = Set.of("$defs", "definitions");
    private static final Set<String> SAYS_NOTHING = Set.of("$schema", "$id", "$comment", "examples");
    private static final Set<String> TOLD = Set.of(
            "default",
            "minLength",
            "maxLength",
            "uniqueItems",
            "format",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties");

    /**
     * Reduces the schema of an answer.
     *
     * @throws AiException with {@code invalid_request} if it is not the schema of an object, or if it contains something that
     *     cannot be expressed
     */
    Map<String, Object> of(Map<String, Object> schema) {
        if (!"object".equals(schema.get("type"))) {
            throw refused("a root whose type is not object");
        }
        return schema(schema);
    }

    private Map<String, Object> schema(Map<String, Object> schema) {
        if (schema.containsKey("$ref")) {
            return reference(schema);
        }
        Map<String, Object> out = new LinkedHashMap<>();
        List<String> told = new ArrayList<>();
        schema.forEach((keyword, value) -> keyword(keyword, value, out, told));
        if (isObject(schema)) {
            object(schema, out);
        }
        if (!told.isEmpty()) {
            Object description = out.get("description");
            String words = "(" + String.join(", ", told) + ")";
            out.put("description", description == null ? words : description + " " + words);
        }
        return out;
    }

    private void keyword(String keyword, @Nullable Object value, Map<String, Object> out, List<String> told) {
        if (SAYS_NOTHING.contains(keyword) || keyword.equals("required") || keyword.equals("additionalProperties")) {
            return; // the last two belong to objects and are handled there
        }
        boolean kept = bounds.contains(keyword) || (keyword.equals("format") && FORMATS.contains(value));
        if (SAME.contains(keyword) || kept) {
            put(out, keyword, value);
        } else if (TOLD.contains(keyword)) {
            told.add(keyword + ": " + text(value));
        } else if (keyword.equals("properties") || SCHEMAS_BY_NAME.contains(keyword)) {
            Map<String, Object> inner = new LinkedHashMap<>();
            asObject(keyword, value).forEach((name, each) -> inner.put(name, schema(asObject(name, each))));
            out.put(keyword, inner);
        } else if (keyword.equals("items")) {
            out.put(keyword, schema(asObject(keyword, value)));
        } else if (keyword.equals("anyOf") || keyword.equals("oneOf")) {
            if (!(value instanceof List<?> list) || out.containsKey("anyOf")) {
                throw refused(keyword);
            }
            out.put(
                    "anyOf",
                    list.stream().map(each -> schema(asObject(keyword, each))).toList());
        } else {
            throw refused(keyword);
        }
    }

    /** A reference must stand alone. Losing the description next to it does no harm. */
    private static Map<String, Object> reference(Map<String, Object> schema) {
        for (String beside : schema.keySet()) {
            if (!beside.equals("$ref") && !beside.equals("description") && !beside.equals("title")) {
                throw refused("$ref beside " + beside);
            }
        }
        Map<String, Object> out = new LinkedHashMap<>();
        put(out, "$ref", schema.get("$ref"));
        return out;
    }

    private static boolean isObject(Map<String, Object> schema) {
        Object type = schema.get("type");
        return "object".equals(type)
                || (type instanceof List<?> types && types.contains("object"))
                || schema.containsKey("properties");
    }

    private void object(Map<String, Object> schema, Map<String, Object> out) {
        Object further = schema.get("additionalProperties");
        if (further != null && !further.equals(false)) {
            throw refused("additionalProperties: name the properties, or use a list of pairs");
        }
        Map<String, Object> properties = asObject("properties", out.computeIfAbsent("properties", any -> Map.of()));
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        if (!properties.keySet().containsAll(required)) {
            throw refused("required with a name that is not one of the properties");
        }
        if (allRequired) {
            properties.forEach((name, property) -> {
                if (!required.contains(name)) {
                    properties.put(name, orNull(asObject(name, property)));
                }
            });
        }
        out.put("required", allRequired ? List.copyOf(properties.keySet()) : required);
        out.put("additionalProperties", false);
    }

    /** Makes the schema nullable. */
    private static Map<String, Object> orNull(Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type == null || schema.containsKey("const")) {
            Map<String, Object> either = new LinkedHashMap<>();
            either.put("anyOf", List.of(schema, Map.of("type", "null")));
            return either;
        }
        Map<String, Object> out = new LinkedHashMap<>(schema);
        out.put("type", with(type instanceof List<?> types ? types : List.of(type), "null"));
        if (schema.get("enum") instanceof List<?> values) {
            out.put("enum", with(values, null));
        }
        return out;
    }

    private static List<@Nullable Object> with(List<?> values, @Nullable Object value) {
        List<@Nullable Object> all = new ArrayList<>(values);
        if (!all.contains(value)) {
            all.add(value);
        }
        return all;
    }

    @SuppressWarnings("unchecked") // objects in a JsonTree have string keys
    private static Map<String, Object> asObject(String what, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw refused(what + " that is not a schema");
    }

    @SuppressWarnings("NullAway") // null is a valid value of const
    private static void put(Map<String, Object> out, String keyword, @Nullable Object value) {
        out.put(keyword, value);
    }

    private static String text(@Nullable Object value) {
        String object = new String(Json.write(Collections.singletonMap("", value)), StandardCharsets.UTF_8);
        return object.substring("{\"\":".length(), object.length() - 1);
    }

    private static AiException refused(String what) {
        return AiException.invalidRequest("the output schema cannot be sent: it has " + what);
    }
}
