package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which parts an answer came, and how they were signed: {@code {"parts":[{"text":12},{"call":0,"thoughtSignature":".."},
 * {"text":0,"thoughtSignature":".."},{"part":{..}}]}}. Texts are told by their length and calls by their number, since the answer has
 * them; parts of other kinds, such as code that the model has run, are told whole.
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

    /** The text since the last part that was told is one that has this signature. */
    void signedText(String signature) {
        add(signed(signature, Map.of("text", answer.content().length() - toldText)));
        toldText = answer.content().length();
    }

    void call(int number, @Nullable String signature) {
        plainText();
        add(signed(signature, Map.of("call", number)));
    }

    /** A part that is neither text nor a call. */
    void own(Map<String, Object> part) {
        plainText();
        wanted = true;
        add(Map.of("part", part));
    }

    /** What has come of text until now has no signature. */
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
     * @param textLength of a text, its length; of any other, 0
     * @param call of a call, its number; of any other, less than 0
     * @param own a part that is told whole
     * @param signature its signature
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

    /** The parts that a state tells of, or {@code null} for what is no such state. */
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

    @SuppressWarnings("unchecked") // objects of a JsonTree have texts as names
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
