package dev.aistreaming.provider;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content blocks of one message, by their index. Several may be open at a time. */
final class AnthropicBlocks {

    /** What a block is, by how it was opened. */
    enum Kind {
        TEXT,
        THINKING,
        TOOL_USE,
        /** The call that is the answer. */
        OUTPUT,
        /** What a tool of the provider's own gave back, or thoughts that nobody may read: not the answer's text. */
        NOT_SHOWN,
        /** Of a type that is not known, such as calls of the provider's own tools. */
        UNKNOWN,
        /** Opened without saying what it is, or not at all. */
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

    /** A block. */
    static final class Block {
        final int index;
        final Kind kind;

        /** Tool input that stood in the block's start: it counts where no delta brings any. */
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

    /** The block of this index, or, where an event has none, the one that was opened last. */
    Block get(int index) {
        if (index == current.index || index == AnthropicEvent.NO_INDEX) {
            return current;
        }
        Block block = blocks.get(index);
        return block == null ? new Block(index, Kind.UNSAID) : block;
    }

    /** Those that call a tool, in the order in which they were opened. */
    Collection<Block> toolCalls() {
        return toolCalls.values();
    }
}
