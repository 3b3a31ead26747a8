package dev.aistreaming.chat;

import java.util.List;

/** The texts among parts, for people to read. */
final class Texts {

    private Texts() {}

    /** Joined without separator. */
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
