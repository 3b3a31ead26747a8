package dev.aistreaming.provider;

import dev.aistreaming.provider.AnthropicBlocks.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of thoughts of one answer, which go back with its turn as they came. One without a signature, as where the stream broke
 * before it, is never valid and not kept. The text is the answer's: per token, nothing is done here.
 */
final class AnthropicThoughts {

    private static final String THINKING = "thinking";
    private static final String REDACTED = "redacted_thinking";

    private int from;
    private @Nullable String signature;
    private boolean any;

    /** A block of any kind begins; its text is not yet part of the answer. */
    void begin(AnthropicEvent.Part start, Answer answer) {
        end(answer);
        if (Kind.of(start) == Kind.THINKING) {
            from = answer.reasoning().length();
            signature = start.opaque;
        } else {
            redacted(start, answer);
        }
    }

    void signed(String more) {
        signature = LooseText.join(signature, more);
    }

    /** The block that began last is whole. */
    void end(Answer answer) {
        if (signature != null) {
            CharSequence all = answer.reasoning();
            keep(THINKING, THINKING, all.subSequence(from, all.length()).toString(), answer);
        }
    }

    /** The blocks of a message in one piece, which may repeat what was streamed. */
    void whole(List<AnthropicEvent.Part> parts, Answer answer) {
        end(answer);
        if (any) {
            return;
        }
        for (AnthropicEvent.Part part : parts) {
            if (Kind.of(part) == Kind.THINKING && part.opaque != null) {
                signature = part.opaque;
                keep(THINKING, THINKING, part.thinking == null ? "" : part.thinking, answer);
            } else {
                redacted(part, answer);
            }
        }
    }

    private void redacted(AnthropicEvent.Part part, Answer answer) {
        if (REDACTED.equals(part.type) && part.opaque != null) {
            keep(REDACTED, "data", part.opaque, answer);
        }
    }

    private void keep(String type, String member, String value, Answer answer) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put(member, value);
        if (signature != null) {
            block.put("signature", signature);
            signature = null;
        }
        any = true;
        answer.wantsBack(ProviderType.ANTHROPIC.typeName(), block);
    }

    /** Whether a block may go back: of thoughts, and signed. */
    static boolean isBlock(Map<String, Object> state) {
        return THINKING.equals(state.get("type")) || REDACTED.equals(state.get("type"));
    }

    /** Whether a block that may go back is valid. */
    static boolean isValid(Map<String, Object> block) {
        Object proof = block.get(THINKING.equals(block.get("type")) ? "signature" : "data");
        return proof instanceof String text && !text.isEmpty();
    }
}
