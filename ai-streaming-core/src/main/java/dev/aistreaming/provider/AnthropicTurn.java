package dev.aistreaming.provider;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An earlier answer of the model, as Anthropic wants it back. */
final class AnthropicTurn extends ModelTurn {

    private final ProviderSettings settings;
    private final CallIds ids;
    private final List<Map<String, Object>> thoughts = new ArrayList<>();
    private final List<Map<String, Object>> blocks = new ArrayList<>();

    private AnthropicTurn(ProviderSettings settings, CallIds ids) {
        super(new Refusal(settings.name()));
        this.settings = settings;
        this.ids = ids;
    }

    /** The content, or {@code null} where nothing is said in it. */
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
        if (onlyText && turn.thoughts.isEmpty()) {
            return ContentBlocks.text(message.parts());
        }
        List<Map<String, Object>> all = new ArrayList<>(turn.thoughts); // must come first
        all.addAll(turn.blocks);
        return all;
    }

    @Override
    public Boolean text(Part.Text part) {
        blocks.add(ContentBlocks.textBlock(part.text()));
        return true;
    }

    @Override
    public Boolean toolUse(Part.ToolUse part) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "tool_use");
        block.put("id", ids.of(part));
        block.put("name", part.name());
        block.put("input", input(part));
        blocks.add(block);
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (part.type().equalsIgnoreCase(settings.type().typeName())) {
            Map<String, Object> block = JsonTree.object("provider state", part.json());
            if (!AnthropicThoughts.isBlock(block)) {
                throw refusal.part("provider state", "leave it out");
            }
            if (AnthropicThoughts.isValid(block)) {
                thoughts.add(block);
            }
        }
        return false;
    }
}
