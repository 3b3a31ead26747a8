package dev.aistreaming.provider;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads choices, and separates those of the answer from others. Only one choice is requested, so all of them belong to the answer,
 * whatever the value of {@code index}. The exception is a choice that is opened next to the first one by a chunk of its own,
 * because an option requested several: that is another answer, which must not be mixed with the first.
 */
final class OpenAiChoices {

    private static final int NO_INDEX = -1;

    private static final int MAX_CHOICES = 128;

    private final BitSet others = new BitSet();
    private int first = NO_INDEX;

    // the choice being read
    private int index;
    private @Nullable OpenAiDelta delta;
    private @Nullable OpenAiDelta message;
    private @Nullable String text;
    private @Nullable String finishReason;
    private boolean error;

    /** Reads a choice and adds it to the chunk if it belongs to the answer. */
    void read(JsonParser json, OpenAiChunk chunk) {
        index = NO_INDEX;
        delta = null;
        message = null;
        text = null;
        finishReason = null;
        error = false;
        if (!Json.members(json, this, OpenAiChoices::member)) {
            return;
        }
        chunk.isErrorIf(error);
        if (delta == null && message == null && text != null) {
            delta = new OpenAiDelta(); // completions without chat; Together's text only repeats that of the delta
            delta.content = text;
        }
        if (isOurs()) {
            chunk.add(delta, message, finishReason);
        }
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "index" -> index = Json.integer(json, NO_INDEX);
            case "delta" -> delta = OpenAiDelta.read(json);
            case "message" -> message = OpenAiDelta.read(json);
            case "text" -> text = LooseText.read(json);
            case "finish_reason" -> finishReason = FinishReasons.read(json);
            case "error" -> error |= ErrorSigns.truthy(json);
            default -> {}
        }
    }

    private boolean isOurs() {
        if (index < 0 || index >= MAX_CHOICES || index == first) {
            return true;
        }
        if (first == NO_INDEX) {
            first = index;
            return true;
        }
        if (delta != null && delta.hasRole && !delta.hasText() && finishReason == null) {
            others.set(index);
        }
        return !others.get(index);
    }
}
