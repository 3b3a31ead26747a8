package dev.aistreaming.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which blocks of an answer go back as they came. */
final class AnthropicStateBlocks {

    static final String THINKING = "thinking";
    static final String REDACTED = "redacted_thinking";
    static final String TEXT = "text";

    private AnthropicStateBlocks() {}

    static boolean isThought(Map<String, Object> block) {
        return THINKING.equals(block.get("type")) || REDACTED.equals(block.get("type"));
    }

    /** Whether thoughts are signed; others are never valid. */
    static boolean isValid(Map<String, Object> thought) {
        Object proof = thought.get(THINKING.equals(thought.get("type")) ? "signature" : "data");
        return proof instanceof String text && !text.isEmpty();
    }

    /** Whether a block of this type is a call of a tool that the provider runs, or what that gave back. */
    static boolean isOfTheProvider(@Nullable Object type) {
        return type instanceof String name && (name.endsWith("_tool_use") || name.endsWith("_tool_result"));
    }
}
