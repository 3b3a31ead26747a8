package dev.aistreaming.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells which blocks of an answer have to be sent back unchanged. */
final class AnthropicStateBlocks {

    static final String THINKING = "thinking";
    static final String REDACTED = "redacted_thinking";
    static final String TEXT = "text";

    private AnthropicStateBlocks() {}

    static boolean isThought(Map<String, Object> block) {
        return THINKING.equals(block.get("type")) || REDACTED.equals(block.get("type"));
    }

    /** Whether thinking is signed. Unsigned thinking is never accepted. */
    static boolean isValid(Map<String, Object> thought) {
        Object proof = thought.get(THINKING.equals(thought.get("type")) ? "signature" : "data");
        return proof instanceof String text && !text.isEmpty();
    }

    /** Whether a block of this type is a call of a tool that the provider runs, or its result. */
    static boolean isOfTheProvider(@Nullable Object type) {
        return type instanceof String name && (name.endsWith("_tool_use") || name.endsWith("_tool_result"));
    }
}
