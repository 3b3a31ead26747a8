package dev.aistreaming.format;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the content of a message: a text, or a list of texts and other parts. */
final class ContentReader {

    /** Reads parts other than text. */
    interface Others {

        /** Returns the part, or {@code null} if it is unknown or unreadable. */
        @Nullable
        Part read(String type, JsonNode part);
    }

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean saysSomething;

    private ContentReader() {}

    static List<Part> read(JsonNode content, Others others) {
        if (content.isString()) {
            return text(content.stringValue());
        }
        return content.isArray() ? read((Iterable<JsonNode>) content, others) : List.of();
    }

    static List<Part> read(Iterable<JsonNode> content, Others others) {
        ContentReader reader = new ContentReader();
        for (JsonNode part : content) {
            reader.add(part, others);
        }
        reader.endText();
        return reader.parts;
    }

    /** Reads the texts only. */
    static List<Part> texts(JsonNode content) {
        return read(content, (type, part) -> null);
    }

    /** A blank text counts as nothing. */
    static List<Part> text(String text) {
        return text.isBlank() ? List.of() : List.of(new Part.Text(text));
    }

    private void add(JsonNode content, Others others) {
        String type = FrontEndBody.text(content, "type");
        if ("text".equals(type)) {
            String said = FrontEndBody.text(content, "text");
            if (said != null) {
                text.append(said);
                saysSomething |= !said.isBlank();
            }
        } else if (type != null) {
            Part part = others.read(type, content);
            if (part != null) {
                endText();
                parts.add(part);
            }
        }
    }

    /** A blank text cannot stand alone, so it is joined with the next one. */
    private void endText() {
        if (saysSomething) {
            parts.add(new Part.Text(text.toString()));
            text.setLength(0);
            saysSomething = false;
        }
    }
}
