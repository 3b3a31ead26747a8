package dev.aistreaming.provider;

import dev.aistreaming.chat.AnswerSoFar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool call as it grows, and how it can be identified. */
final class ToolCallSlot {

    final int ordinal;
    final SameNumber number;
    final WholeCharacters arguments = new WholeCharacters();
    String id = "";
    String name = "";

    /**
     * @param ordinal the index of the call within the answer
     * @param number the calls to which the provider gives the same number
     */
    ToolCallSlot(int ordinal, SameNumber number) {
        this.ordinal = ordinal;
        this.number = number;
    }

    /** If several calls are possible, the one that began last. */
    static @Nullable ToolCallSlot later(@Nullable ToolCallSlot a, @Nullable ToolCallSlot b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.ordinal > b.ordinal ? a : b;
    }

    /** Makes this call known by a text. */
    void isKnownAs(String text, Map<String, ToolCallSlot> calls) {
        calls.merge(text, this, (a, b) -> a.ordinal > b.ordinal ? a : b);
    }

    /** Whether these are its name and arguments. */
    boolean is(@Nullable String name, @Nullable String arguments, AnswerSoFar answer) {
        return this.name.equals(name) && (arguments == null ? "" : arguments).contentEquals(answer.arguments(ordinal));
    }

    /** Whether its arguments are a complete object, so that no more can follow. */
    boolean isWhole(AnswerSoFar answer) {
        CharSequence arguments = answer.arguments(ordinal);
        int length = arguments.length();
        return length > 1
                && arguments.charAt(0) == '{'
                && arguments.charAt(length - 1) == '}'
                && Json.isDocument(arguments.toString());
    }
}
