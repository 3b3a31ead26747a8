package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wraps a tool's function and transforms the texts that it returns. */
final class TransformedTexts implements ToolFunction.OfParts {

    private final ToolFunction.OfParts function;
    private final UnaryOperator<String> texts;

    TransformedTexts(ToolFunction.OfParts function, UnaryOperator<String> texts) {
        this.function = function;
        this.texts = texts;
    }

    @Override
    public @Nullable List<Part> call(String arguments, ToolContext context) throws Exception {
        List<Part> result;
        try {
            result = function.call(arguments, context);
        } catch (ToolException e) {
            String message = e.getMessage();
            if (message == null || message.isBlank()) {
                throw e;
            }
            String other = texts.apply(message);
            throw other.equals(message) ? e : new ToolException(other);
        }
        return result == null ? null : others(result);
    }

    private List<Part> others(List<Part> parts) {
        List<Part> others = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                String other = texts.apply(text.text());
                if (!other.isBlank()) {
                    others.add(new Part.Text(other));
                }
            } else {
                others.add(part);
            }
        }
        return others;
    }
}
