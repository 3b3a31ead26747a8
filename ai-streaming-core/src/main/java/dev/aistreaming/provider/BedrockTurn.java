package dev.aistreaming.provider;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An earlier answer of the model in the form that Bedrock needs back, starting with its reasoning and signatures. */
final class BedrockTurn extends ModelTurn {

    private final ProviderSettings settings;
    private final CallIds ids;
    private final List<Map<String, Object>> thoughts = new ArrayList<>();
    private final List<Map<String, Object>> blocks = new ArrayList<>();

    private BedrockTurn(ProviderSettings settings, CallIds ids) {
        super(new Refusal(settings.name()));
        this.settings = settings;
        this.ids = ids;
    }

    /** The content; empty if there is none. */
    static List<Map<String, Object>> of(Message message, ProviderSettings settings, CallIds ids) {
        BedrockTurn turn = new BedrockTurn(settings, ids);
        message.parts().forEach(part -> part.accept(turn));
        if (turn.blocks.isEmpty()) {
            return turn.blocks;
        }
        List<Map<String, Object>> all = new ArrayList<>(turn.thoughts);
        all.addAll(turn.blocks);
        return all;
    }

    @Override
    public Boolean text(Part.Text part) {
        blocks.add(Map.of("text", part.text()));
        return true;
    }

    @Override
    public Boolean toolUse(Part.ToolUse part) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("toolUseId", ids.of(part));
        call.put("name", part.name());
        call.put("input", input(part));
        blocks.add(Map.of("toolUse", call));
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (part.type().equalsIgnoreCase(settings.type().typeName())) {
            Map<String, Object> block = JsonTree.object("provider state", part.json());
            if (block.size() != 1 || !(block.get(BedrockThoughts.BLOCK) instanceof Map<?, ?>)) {
                throw refusal.part("provider state", "leave it out");
            }
            thoughts.add(block);
        }
        return false;
    }
}
