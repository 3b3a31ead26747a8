package dev.aistreaming.output;

/** The code fence that some models put around JSON, whatever they are told. */
final class Fence {

    private static final String MARK = "```";

    private Fence() {}

    /** What is inside of a fence around the whole text; the text itself where there is none. */
    static String inside(String text) {
        String trimmed = text.strip();
        int line = trimmed.indexOf('\n');
        boolean fenced = trimmed.startsWith(MARK)
                && line > 0
                && trimmed.endsWith(MARK)
                && trimmed.length() > line + MARK.length();
        return fenced ? trimmed.substring(line + 1, trimmed.length() - MARK.length()) : text;
    }
}
