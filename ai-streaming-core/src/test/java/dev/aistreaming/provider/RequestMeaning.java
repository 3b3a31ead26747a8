package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says, however it says it: a text may be a part by itself, arguments may be JSON or a text of it, and what is empty
 * may be left out. Everything else counts, be it the order, an id or a signature.
 */
final class RequestMeaning {

    private static final List<String> INSTRUCTIONS = List.of("system", "instructions", "systemInstruction");
    private static final List<String> CONVERSATION = List.of("messages", "input", "contents");

    /** What says something also where it is empty. */
    private static final Set<String> ALWAYS = Set.of("reasoning_content");

    /** Members that say nothing of the conversation; as what an item of OpenAI's responses was kept is none of it either. */
    private static final Set<String> ASIDE = Set.of("cache_control", "status", "annotations", "logprobs", "citations");

    /** Kinds of items of OpenAI's responses, which are known by {@code call_id}, or by nothing. */
    private static final Set<String> ITEMS = Set.of("message", "function_call", "reasoning");

    /** What is left of a part whose text is empty. */
    private static final Map<String, Object> EMPTY_TEXT = Map.of("type", "text");

    private RequestMeaning() {}

    /** The instructions, and then each message. */
    static List<Object> conversation(Map<String, Object> body) {
        List<Object> all = new ArrayList<>();
        for (String name : INSTRUCTIONS) {
            if (body.get(name) != null) {
                Object said = body.get(name) instanceof Map<?, ?> content ? content.get("parts") : body.get(name);
                all.add(Map.of("role", "system", "content", simple(said)));
            }
        }
        for (String name : CONVERSATION) {
            if (body.get(name) != null) {
                RecordedLoop.list(body.get(name)).forEach(message -> all.add(simple(message)));
            }
        }
        return all;
    }

    /** A message, or a part of one. */
    static Object simple(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return simple(members);
        }
        if (value instanceof List<?> elements) {
            List<Object> simple = new ArrayList<>();
            elements.stream()
                    .map(RequestMeaning::simple)
                    .filter(element -> !element.equals(EMPTY_TEXT))
                    .forEach(simple::add);
            Object text = simple.size() == 1 ? text(simple.get(0)) : null;
            return text == null ? simple : text;
        }
        return value == null ? "" : value;
    }

    private static Object simple(Map<?, ?> members) {
        boolean result = "tool".equals(members.get("role"));
        boolean item = ITEMS.contains(String.valueOf(members.get("type")));
        Map<String, Object> simple = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            String name = String.valueOf(key);
            Object meant = value instanceof String text ? meaning(name, text) : simple(value);
            boolean told = (result && name.equals("name")) // the call's id has told it
                    || (item && name.equals("id"))
                    || (name.equals("type") && "message".equals(value))
                    || (name.equals("thought") && Boolean.FALSE.equals(value));
            if ((ALWAYS.contains(name) ? value != null : !isEmpty(meant)) && !ASIDE.contains(name) && !told) {
                simple.put(name, meant);
            }
        });
        return simple;
    }

    /** Signatures are bytes, in either alphabet of Base64. */
    private static Object meaning(String name, String text) {
        return switch (name) {
            case "arguments" -> simple(JsonTree.object("arguments", text));
            case "thoughtSignature" -> text.replace('-', '+').replace('_', '/');
            default -> text;
        };
    }

    private static boolean isEmpty(Object value) {
        return value.equals("") || value.equals(List.of()) || value.equals(Map.of());
    }

    private static @Nullable Object text(Object part) {
        if (!(part instanceof Map<?, ?> members) || !(members.get("text") instanceof String text)) {
            return null;
        }
        boolean alone = members.size() == 1
                || (members.size() == 2 && String.valueOf(members.get("type")).matches("text|input_text|output_text"));
        return alone ? text : null;
    }
}
