package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How a server of chat completions is asked to cache the beginning of a conversation for the next request. */
enum PromptCaching {
    /** Caches automatically, or not at all. */
    UNASKED,
    /** With a key, which is the same for the same beginning. */
    KEY,
    /** With marks in the texts, for Anthropic's models behind OpenRouter; other models cache automatically. */
    MARKS;

    private static final Map<String, Object> MARK = Map.of("type", "ephemeral");

    void put(ChatRequest request, Map<String, Object> body, List<Map<String, Object>> messages) {
        switch (this) {
            case UNASKED -> {}
            case KEY -> body.put("prompt_cache_key", PromptCacheKey.of(request));
            case MARKS -> {
                if (Objects.requireNonNullElse(request.model(), "").startsWith("anthropic/")) {
                    markLast("system", messages);
                    markLast("user", messages);
                }
            }
        }
    }

    private static void markLast(String role, List<Map<String, Object>> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            Map<String, Object> message = messages.get(i);
            if (role.equals(message.get("role"))) {
                message.computeIfPresent("content", (name, content) -> marked(content));
                return;
            }
        }
    }

    private static Object marked(Object content) {
        List<Object> parts = new ArrayList<>();
        if (content instanceof List<?> blocks) {
            parts.addAll(blocks);
        } else {
            parts.add(ContentBlocks.textBlock(String.valueOf(content)));
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) instanceof Map<?, ?> part && "text".equals(part.get("type"))) {
                Map<Object, Object> marked = new LinkedHashMap<>(part);
                marked.put("cache_control", MARK);
                parts.set(i, marked);
                break;
            }
        }
        return parts;
    }
}
