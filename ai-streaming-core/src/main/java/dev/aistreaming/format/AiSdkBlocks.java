package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import org.jspecify.annotations.Nullable;

/** The text and reasoning blocks of the AI SDK's messages, at most one of which is open. */
final class AiSdkBlocks {

    /** The kinds of block. */
    enum Block {
        TEXT("text"),
        REASONING("reasoning");

        private final String label;

        Block(String label) {
            this.label = label;
        }
    }

    private final SseEncoder out;
    private @Nullable Block open;
    private int blocks;

    AiSdkBlocks(SseEncoder out) {
        this.out = out;
    }

    /** Applies an event of the previous writer. */
    void takeOver(String type) {
        for (Block block : Block.values()) {
            if (type.equals(block.label + "-start")) {
                open = block;
                blocks++;
            } else if (type.equals(block.label + "-end")) {
                closed();
            }
        }
    }

    /** The block was closed by something else. */
    void closed() {
        open = null;
    }

    boolean isOpen(Block block) {
        return open == block;
    }

    /** Must only be called while no block is open. */
    void open(Block block) {
        open = block;
        blocks++;
        chunk(block, "-start").literal("}").end();
    }

    void delta(Block block, String text) {
        chunk(block, "-delta")
                .literal(",\"delta\":")
                .jsonString(text)
                .literal("}")
                .end();
    }

    void close() {
        if (open != null) {
            chunk(open, "-end").literal("}").end();
            open = null;
        }
    }

    private SseEncoder chunk(Block block, String what) {
        out.begin().literal("{\"type\":\"").literal(block.label).literal(what);
        out.literal("\",\"id\":\"").literal(block.label).literal("-");
        return out.number(blocks).literal("\"");
    }
}
