package dev.aistreaming.provider;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An earlier answer of the model in the form that Anthropic needs back. */
final class AnthropicTurn extends ModelTurn {

    private final ProviderSettings settings;
    private final CallIds ids;
    private final List<Map<String, Object>> state = new ArrayList<>();
    private final StringBuilder textOfState = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<Map<String, Object>> texts = new ArrayList<>();
    private final List<Map<String, Object>> calls = new ArrayList<>();

    private AnthropicTurn(ProviderSettings settings, CallIds ids) {
        super(new Refusal(settings.name()));
        this.settings = settings;
        this.ids = ids;
    }

    /** The content, or {@code null} if there is none. */
    static @Nullable Object of(Message message, ProviderSettings settings, CallIds ids) {
        AnthropicTurn turn = new AnthropicTurn(settings, ids);
        boolean says = false;
        boolean onlyText = true;
        for (Part part : message.parts()) {
            boolean saysThis = part.accept(turn);
            says |= saysThis;
            onlyText &= !saysThis || ContentBlocks.isText(part);
        }
        if (!says) {
            return null;
        }
        return onlyText && turn.state.isEmpty() ? ContentBlocks.text(message.parts()) : turn.blocks();
    }

    /** State comes first. Its texts with citations replace those of the message, as long as they are the same. */
    private List<Map<String, Object>> blocks() {
        boolean same = textOfState.compareTo(text) == 0;
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (Map<String, Object> block : state) {
            boolean isText = AnthropicStateBlocks.TEXT.equals(block.get("type"));
            if (!isText || (same && !String.valueOf(block.get("text")).isBlank())) {
                blocks.add(block);
            }
        }
        if (!same) {
            blocks.addAll(texts);
        }
        blocks.addAll(calls);
        return blocks;
    }

    @Override
    public Boolean text(Part.Text part) {
        text.append(part.text());
        texts.add(ContentBlocks.textBlock(part.text()));
        return true;
    }

    @Override
    public Boolean toolUse(Part.ToolUse part) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "tool_use");
        block.put("id", ids.of(part));
        block.put("name", part.name());
        block.put("input", input(part));
        calls.add(block);
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (part.type().equalsIgnoreCase(settings.type().typeName())) {
            return state(JsonTree.object("provider state", part.json()));
        }
        return false;
    }

    private boolean state(Map<String, Object> block) {
        Object type = block.get("type");
        if (AnthropicStateBlocks.isThought(block)) {
            if (AnthropicStateBlocks.isValid(block)) {
                state.add(block);
            }
            return false;
        }
        if (AnthropicStateBlocks.TEXT.equals(type) && block.get("text") instanceof String cited) {
            textOfState.append(cited);
        } else if (!AnthropicStateBlocks.isOfTheProvider(type)) {
            throw refusal.part("provider state", "leave it out");
        }
        state.add(block);
        return true;
    }
}
