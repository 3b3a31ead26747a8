package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import org.jspecify.annotations.Nullable;

/** The text and the reasoning of the AI SDK's messages, of which at most one is open. */
final class AiSdkBlocks {

    /** What text is written into. */
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

    /** What an event of a dead writer has done. */
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

    /** Closed by something else. */
    void closed() {
        open = null;
    }

    boolean isOpen(Block block) {
        return open == block;
    }

    /** To be called while none is open. */
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
