package dev.aistreaming.guard;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Transforms the texts of a message's parts. */
final class TextsOfParts {

    /** A text must not be blank. */
    private static final String NOTHING = "[removed]";

    private final UnaryOperator<String> texts;

    TextsOfParts(UnaryOperator<String> texts) {
        this.texts = texts;
    }

    /** Returns the same list if no text has changed. */
    @SuppressWarnings("ReferenceEquality") // untouched parts are the same object
    List<Part> of(List<Part> parts) {
        List<Part> changed = null;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Part other = of(part);
            if (other != part && changed == null) {
                changed = new ArrayList<>(parts);
            }
            if (changed != null) {
                changed.set(i, other);
            }
        }
        return changed == null ? parts : changed;
    }

    @SuppressWarnings("ReferenceEquality")
    private Part of(Part part) {
        if (part instanceof Part.Text text) {
            String other = texts.apply(text.text());
            return other.equals(text.text()) ? part : new Part.Text(other.isBlank() ? NOTHING : other);
        }
        if (part instanceof Part.ToolResult result) {
            List<Part> content = of(result.content());
            return content == result.content()
                    ? part
                    : new Part.ToolResult(result.callId(), result.name(), content, result.failed());
        }
        return part;
    }
}
