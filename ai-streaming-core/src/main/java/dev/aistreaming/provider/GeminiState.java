package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts in which an answer arrived, with their signatures: {@code {"parts":[{"text":12},{"call":0,"thoughtSignature":".."},
 * {"text":0,"thoughtSignature":".."},{"part":{..}}]}}. Texts are given by their length and calls by their number, because the
 * answer contains them. Parts of other kinds, such as code run by the model, are given in full.
 */
final class GeminiState implements KeptState {

    static final String SIGNATURE = "thoughtSignature";

    private static final String PARTS = "parts";

    private final Answer answer;
    private final List<Map<String, Object>> parts = new ArrayList<>();
    private int toldText;
    private boolean wanted;

    GeminiState(Answer answer) {
        this.answer = answer;
    }

    /** The text since the last recorded part has this signature. */
    void signedText(String signature) {
        add(signed(signature, Map.of("text", answer.content().length() - toldText)));
        toldText = answer.content().length();
    }

    void call(int number, @Nullable String signature) {
        plainText();
        add(signed(signature, Map.of("call", number)));
    }

    /** Adds a part that is neither text nor a call. */
    void own(Map<String, Object> part) {
        plainText();
        wanted = true;
        add(Map.of("part", part));
    }

    /** The text so far has no signature. */
    void plainText() {
        int length = answer.content().length();
        if (length > toldText) {
            add(Map.of("text", length - toldText));
            toldText = length;
        }
    }

    private void add(Map<String, Object> entry) {
        parts.add(entry);
    }

    private Map<String, Object> signed(@Nullable String signature, Map<String, Object> entry) {
        if (signature == null) {
            return entry;
        }
        wanted = true;
        Map<String, Object> signed = new LinkedHashMap<>(entry);
        signed.put(SIGNATURE, signature);
        return signed;
    }

    @Override
    public List<Part.ProviderState> parts(boolean whole) {
        if (!wanted) {
            return List.of();
        }
        plainText();
        return List.of(KeptState.part(ProviderType.GEMINI.typeName(), Map.of(PARTS, parts)));
    }

    /**
     * A part of an answer.
     *
     * @param textLength the length of a text; 0 for other parts
     * @param call the number of a call; negative for other parts
     * @param own a part that is given in full
     * @param signature the signature; {@code null} if there is none
     */
    record Entry(
            int textLength,
            int call,
            @Nullable Map<String, Object> own,
            @Nullable String signature) {

        Map<String, Object> signed(Map<String, Object> part) {
            if (signature == null) {
                return part;
            }
            Map<String, Object> signed = new LinkedHashMap<>(part);
            signed.put(SIGNATURE, signature);
            return signed;
        }
    }

    /** The parts described by a state, or {@code null} if it is not such a state. */
    static @Nullable List<Entry> read(Map<String, Object> state) {
        if (!(state.get(PARTS) instanceof List<?> parts)) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        for (Object part : parts) {
            Entry entry = part instanceof Map<?, ?> map ? entry(map) : null;
            if (entry == null) {
                return null;
            }
            entries.add(entry);
        }
        return entries;
    }

    @SuppressWarnings("unchecked") // objects in a JsonTree have string keys
    private static @Nullable Entry entry(Map<?, ?> part) {
        String signature = part.get(SIGNATURE) instanceof String text ? text : null;
        if (part.get("text") instanceof Integer length && length >= 0) {
            return new Entry(length, -1, null, signature);
        }
        if (part.get("call") instanceof Integer call && call >= 0) {
            return new Entry(0, call, null, signature);
        }
        return part.get("part") instanceof Map<?, ?> own ? new Entry(0, -1, (Map<String, Object>) own, null) : null;
    }
}
