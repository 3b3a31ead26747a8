package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of an answer that have to be sent back unchanged and in order: thinking and, if Anthropic's own tools were used, their
 * calls, their results and the texts that cite them. Thinking without a signature, for example because the stream broke before it,
 * is never accepted and therefore not kept. Texts are taken from the answer, so nothing is done here per token.
 */
final class AnthropicState implements KeptState {

    private final Answer answer;
    private final List<Map<String, Object>> blocks = new ArrayList<>();
    private boolean toolsOfTheProvider;

    // the block that began last
    private AnthropicBlocks.@Nullable Kind open;
    private int from;
    private @Nullable String signature;
    private @Nullable Map<String, Object> ofTheProvider;
    private final StringBuilder input = new StringBuilder();
    private final List<Map<String, Object>> citations = new ArrayList<>();

    AnthropicState(Answer answer) {
        this.answer = answer;
    }

    /** A block of any kind begins; its text is not part of the answer yet. */
    void begin(AnthropicEvent.Part start) {
        end();
        open = AnthropicBlocks.Kind.of(start);
        if (start.whole != null) {
            toolsOfTheProvider = true;
            ofTheProvider = start.whole;
        } else if (open == AnthropicBlocks.Kind.THINKING) {
            from = answer.reasoning().length();
            signature = start.opaque;
        } else {
            from = answer.content().length();
            redacted(start);
        }
    }

    void signed(String more) {
        signature = LooseText.join(signature, more);
    }

    void cited(Map<String, Object> citation) {
        citations.add(citation);
    }

    /** More input for one of the provider's own tools. */
    void input(String more) {
        if (ofTheProvider != null) {
            input.append(more);
        }
    }

    /** The block that began last is complete. */
    void end() {
        if (ofTheProvider != null) {
            Map<String, Object> told = JsonTree.objectOrNull(input.toString());
            if (told != null) {
                ofTheProvider.put("input", told);
            }
            blocks.add(ofTheProvider);
        } else if (signature != null) {
            thoughts(rest(answer.reasoning()));
        } else if (open == AnthropicBlocks.Kind.TEXT) {
            text(rest(answer.content()));
        }
        open = null;
        ofTheProvider = null;
        input.setLength(0);
        citations.clear();
    }

    private String rest(CharSequence all) {
        return all.subSequence(from, all.length()).toString();
    }

    /** The blocks of a complete message, which may repeat what was streamed. */
    void whole(List<AnthropicEvent.Part> parts) {
        end();
        if (!blocks.isEmpty()) {
            return;
        }
        for (AnthropicEvent.Part part : parts) {
            switch (AnthropicBlocks.Kind.of(part)) {
                case THINKING -> {
                    signature = part.opaque;
                    thoughts(part.thinking == null ? "" : part.thinking);
                }
                case TEXT -> text(part.text == null ? "" : part.text);
                default -> {
                    redacted(part);
                    if (part.whole != null) {
                        toolsOfTheProvider = true;
                        blocks.add(part.whole);
                    }
                }
            }
        }
    }

    private void thoughts(String text) {
        if (signature != null) {
            Map<String, Object> block = block(AnthropicStateBlocks.THINKING, "thinking", text);
            block.put("signature", signature);
            signature = null;
        }
    }

    private void redacted(AnthropicEvent.Part part) {
        if (AnthropicStateBlocks.REDACTED.equals(part.type) && part.opaque != null) {
            block(AnthropicStateBlocks.REDACTED, "data", part.opaque);
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            Map<String, Object> block = block(AnthropicStateBlocks.TEXT, "text", text);
            if (!citations.isEmpty()) {
                block.put("citations", List.copyOf(citations));
            }
        }
    }

    private Map<String, Object> block(String type, String member, String value) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put(member, value);
        blocks.add(block);
        return block;
    }

    /** An interrupted call of one of the provider's own tools has no result, and would be rejected. */
    @Override
    public List<Part.ProviderState> parts(boolean whole) {
        boolean all = whole && toolsOfTheProvider;
        return blocks.stream()
                .filter(block -> all || AnthropicStateBlocks.isThought(block))
                .map(block -> KeptState.part(ProviderType.ANTHROPIC.typeName(), block))
                .toList();
    }
}
