package dev.aistreaming.provider;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An earlier answer of the model in the form that Gemini needs back: split into its original parts, with their signatures. */
final class GeminiTurn extends ModelTurn {

    /**
     * Replaces the signature of a call that was made by another provider's model, or by none. A call without a signature is
     * rejected (ai.google.dev/gemini-api/docs/thought-signatures).
     */
    private static final String NOT_SIGNED = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

    private final GeminiMedia media = new GeminiMedia();
    private final ProviderSettings settings;
    private final CallIds ids;
    private final StringBuilder text = new StringBuilder();
    private final List<Map<String, Object>> calls = new ArrayList<>();
    private List<GeminiState.Entry> layout = List.of();

    private GeminiTurn(ProviderSettings settings, CallIds ids) {
        super(new Refusal(settings.name()));
        this.settings = settings;
        this.ids = ids;
    }

    /** The parts; empty if there is no content. */
    static List<Map<String, Object>> of(Message message, GeminiModel model, ProviderSettings settings, CallIds ids) {
        GeminiTurn turn = new GeminiTurn(settings, ids);
        boolean says = false;
        for (Part part : message.parts()) {
            says |= part.accept(turn);
        }
        if (!says) {
            return List.of();
        }
        if (turn.layout.isEmpty() && !model.isOld() && !turn.calls.isEmpty()) {
            turn.calls.get(0).put(GeminiState.SIGNATURE, NOT_SIGNED);
        }
        return turn.parts();
    }

    private List<Map<String, Object>> parts() {
        List<Map<String, Object>> parts = new ArrayList<>();
        boolean asItCame =
                layout.stream().mapToInt(GeminiState.Entry::textLength).sum() == text.length();
        int from = 0;
        if (!asItCame && !text.isEmpty()) {
            parts.add(media.text(text.toString())); // the text was edited
        }
        Set<Integer> placed = new HashSet<>();
        for (GeminiState.Entry entry : layout) {
            int length = entry.textLength();
            if (entry.own() != null) {
                parts.add(entry.own());
            } else if (entry.call() < 0 && (asItCame || length == 0)) {
                parts.add(entry.signed(media.text(text.substring(from, from + length))));
                from += length;
            } else if (entry.call() >= 0 && entry.call() < calls.size() && placed.add(entry.call())) {
                parts.add(entry.signed(calls.get(entry.call())));
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            if (!placed.contains(i)) {
                parts.add(calls.get(i));
            }
        }
        return parts;
    }

    @Override
    public Boolean text(Part.Text part) {
        text.append(part.text());
        return true;
    }

    @Override
    public Boolean toolUse(Part.ToolUse part) {
        Map<String, Object> call = new LinkedHashMap<>();
        String id = ids.of(part);
        if (!id.isEmpty()) {
            call.put("id", id);
        }
        call.put("name", part.name());
        call.put("args", input(part));
        Map<String, Object> holder = new LinkedHashMap<>();
        holder.put("functionCall", call);
        calls.add(holder);
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (!part.type().equalsIgnoreCase(settings.type().typeName())) {
            return false;
        }
        List<GeminiState.Entry> entries = GeminiState.read(JsonTree.object("provider state", part.json()));
        if (entries == null) {
            throw refusal.part("provider state", "leave it out");
        }
        layout = entries;
        return entries.stream().anyMatch(entry -> entry.own() != null);
    }
}
