package dev.aistreaming.chat;

import java.util.List;

/** Extracts the text from parts, for people to read. */
final class Texts {

    private Texts() {}

    /** The texts joined without a separator. */
    static String of(List<Part> parts) {
        if (parts.size() == 1 && parts.get(0) instanceof Part.Text single) {
            return single.text();
        }
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                joined.append(text.text());
            }
        }
        return joined.toString();
    }
}
