package dev.aistreaming.provider;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content blocks of one message, by their index. Several may be open at the same time. */
final class AnthropicBlocks {

    /** The kind of a block, determined by how it was opened. */
    enum Kind {
        TEXT,
        THINKING,
        TOOL_USE,
        /** The call whose input is the answer. */
        OUTPUT,
        /** The result of one of the provider's own tools, or redacted thinking: not part of the answer's text. */
        NOT_SHOWN,
        /** A block of an unknown type, such as a call of the provider's own tools. */
        UNKNOWN,
        /** A block that was opened without a type, or not at all. */
        UNSAID;

        static Kind of(AnthropicEvent.Part start) {
            if (start.type == null) {
                return start.name != null
                        ? call(start.name)
                        : start.text != null ? TEXT : start.thinking != null ? THINKING : UNSAID;
            }
            return switch (start.type) {
                case "text" -> TEXT;
                case "thinking" -> THINKING;
                case "tool_use" -> call(start.name);
                case "redacted_thinking", "compaction" -> NOT_SHOWN;
                default -> start.type.endsWith("_result") ? NOT_SHOWN : UNKNOWN;
            };
        }

        private static Kind call(@Nullable String name) {
            return OutputTool.isCalled(name) ? OUTPUT : TOOL_USE;
        }
    }

    /** A content block. */
    static final class Block {
        final int index;
        final Kind kind;

        /** Tool input from the start of the block. It counts only if there are no deltas. */
        @Nullable
        String input;

        Block(int index, Kind kind) {
            this.index = index;
            this.kind = kind;
        }
    }

    private final Map<Integer, Block> blocks = new HashMap<>();
    private final Map<Integer, Block> toolCalls = new LinkedHashMap<>();
    private Block current = new Block(AnthropicEvent.NO_INDEX, Kind.UNSAID);

    Block open(int index, Kind kind) {
        current = new Block(index == AnthropicEvent.NO_INDEX ? current.index + 1 : index, kind);
        blocks.put(current.index, current);
        toolCalls.remove(current.index);
        if (kind == Kind.TOOL_USE) {
            toolCalls.put(current.index, current);
        }
        return current;
    }

    /** The block with this index or, if an event has none, the block opened last. */
    Block get(int index) {
        if (index == current.index || index == AnthropicEvent.NO_INDEX) {
            return current;
        }
        Block block = blocks.get(index);
        return block == null ? new Block(index, Kind.UNSAID) : block;
    }

    /** The blocks that call a tool, in the order in which they were opened. */
    Collection<Block> toolCalls() {
        return toolCalls.values();
    }
}
