package dev.aistreaming.output;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses JSON while it arrives, reading each character once and building a single tree that grows. At any time the tree shows the
 * beginning of the document: objects and lists without the elements that are missing, strings without their ends. Numbers and
 * literals appear only when they are complete, because 12 is not a partial 123. Not thread-safe.
 *
 * <p>A code fence around the JSON is skipped. At anything else that is not JSON, parsing stops and the tree stays as it is.
 */
final class PartialJson {

    private static final int MAX_DEPTH = 500; // like Jackson
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private enum At {
        BEFORE,
        FENCE,
        VALUE,
        VALUE_OR_END,
        STRING,
        SCALAR,
        NAME_OR_END,
        NAME,
        IN_NAME,
        COLON,
        COMMA_OR_END,
        AFTER,
        BROKEN
    }

    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
    private final StringInput string = new StringInput();
    private final StringBuilder scalar = new StringBuilder();
    private At at = At.BEFORE;
    private @Nullable JsonNode root;

    /** The name of the member being read in the innermost object. */
    private String name = "";

    /** Whether the string being read is in the tree already. */
    private boolean shown;

    /** Parses more input. */
    void append(String input) {
        int next = 0;
        while (next < input.length() && at != At.AFTER && at != At.BROKEN) {
            next = switch (at) {
                case STRING, IN_NAME -> string(input, next);
                case SCALAR -> scalar(input, next);
                default -> {
                    between(input.charAt(next));
                    yield next + 1;
                }
            };
        }
    }

    /**
     * What has arrived.
     *
     * @return the same tree each time, in its current state; {@code null} if nothing has begun
     */
    @Nullable
    JsonNode tree() {
        if (at == At.STRING && !shown) {
            put(new GrowingText(string.text()), false);
            shown = true;
        }
        return root;
    }

    private int string(String input, int from) {
        int end = string.read(input, from);
        if (end < 0) {
            at = At.BROKEN;
            return input.length();
        }
        if (end < input.length()) {
            if (at == At.IN_NAME) {
                name = string.take();
                at = At.COLON;
            } else {
                put(NODES.stringNode(string.take()), shown);
                afterValue();
            }
        }
        return end + 1;
    }

    private int scalar(String input, int from) {
        int end = from;
        while (end < input.length() && Scalars.isPartOf(input.charAt(end))) {
            end++;
        }
        scalar.append(input, from, end);
        if (end < input.length()) {
            JsonNode value = Scalars.of(scalar);
            scalar.setLength(0);
            if (value == null) {
                at = At.BROKEN;
            } else {
                put(value, false);
                afterValue();
            }
        }
        return end;
    }

    private void between(char c) {
        if (at == At.FENCE) {
            at = c == '\n' ? At.BEFORE : At.FENCE;
        } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
            at = switch (at) {
                case BEFORE -> c == '`' ? At.FENCE : value(c);
                case VALUE -> value(c);
                case VALUE_OR_END -> c == ']' ? end() : value(c);
                case NAME_OR_END -> c == '}' ? end() : name(c);
                case NAME -> name(c);
                case COLON -> c == ':' ? At.VALUE : At.BROKEN;
                case COMMA_OR_END -> afterMember(c);
                default -> At.BROKEN;
            };
        }
    }

    private At value(char c) {
        if (c == '{') {
            return begin(NODES.objectNode(), At.NAME_OR_END);
        }
        if (c == '[') {
            return begin(NODES.arrayNode(), At.VALUE_OR_END);
        }
        if (c == '"') {
            shown = false;
            return At.STRING;
        }
        if (Scalars.isPartOf(c)) {
            scalar.append(c);
            return At.SCALAR;
        }
        return At.BROKEN;
    }

    private At begin(ContainerNode<?> container, At inside) {
        if (open.size() == MAX_DEPTH) {
            return At.BROKEN;
        }
        put(container, false);
        open.push(container);
        return inside;
    }

    private static At name(char c) {
        return c == '"' ? At.IN_NAME : At.BROKEN;
    }

    private At afterMember(char c) {
        boolean inObject = open.peek() instanceof ObjectNode;
        if (c == ',') {
            return inObject ? At.NAME : At.VALUE;
        }
        return c == (inObject ? '}' : ']') ? end() : At.BROKEN;
    }

    private At end() {
        open.pop();
        return open.isEmpty() ? At.AFTER : At.COMMA_OR_END;
    }

    private void afterValue() {
        at = open.isEmpty() ? At.AFTER : At.COMMA_OR_END;
    }

    /** @param last whether the value replaces the one added last */
    private void put(JsonNode value, boolean last) {
        ContainerNode<?> container = open.peek();
        if (container instanceof ObjectNode object) {
            object.set(name, value);
        } else if (container instanceof ArrayNode array) {
            if (last) {
                array.set(array.size() - 1, value);
            } else {
                array.add(value);
            }
        } else {
            root = value;
        }
    }
}
