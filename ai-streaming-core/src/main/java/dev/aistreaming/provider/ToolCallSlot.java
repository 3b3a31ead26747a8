package dev.aistreaming.provider;

import dev.aistreaming.chat.ToolCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One tool call as it grows. */
final class ToolCallSlot {

    final int ordinal;
    final SameNumber number;
    final WholeCharacters arguments = new WholeCharacters();
    String id = "";
    String name = "";

    /**
     * @param ordinal which call of the answer, from 0
     * @param number the calls to which the provider gives the same number
     */
    ToolCallSlot(int ordinal, SameNumber number) {
        this.ordinal = ordinal;
        this.number = number;
    }

    /** Where several calls could be meant, it is the one that began last. */
    static @Nullable ToolCallSlot later(@Nullable ToolCallSlot a, @Nullable ToolCallSlot b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.ordinal > b.ordinal ? a : b;
    }

    /** Notes under which text this call is found. */
    void isKnownAs(String text, Map<String, ToolCallSlot> calls) {
        calls.merge(text, this, (a, b) -> a.ordinal > b.ordinal ? a : b);
    }

    /** Whether these are its name and its arguments. */
    boolean is(@Nullable String name, @Nullable String arguments) {
        return this.name.equals(name) && this.arguments.is(arguments == null ? "" : arguments);
    }

    /** Whether its arguments are a whole object, so that no more of them can come. */
    boolean isWhole() {
        return arguments.isEnclosedBy('{', '}') && Json.isDocument(arguments.all());
    }

    /** The call so far. Arguments that nobody sent are an empty object. */
    ToolCall toToolCall() {
        String all = arguments.all() + arguments.endOfText();
        return new ToolCall(id, name, all.isBlank() ? "{}" : all);
    }
}
