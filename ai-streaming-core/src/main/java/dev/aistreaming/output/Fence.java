package dev.aistreaming.output;

/** The code fence that some models put around JSON, whatever their instructions. */
final class Fence {

    private static final String MARK = "```";

    private Fence() {}

    /** The text inside of a fence around the whole text, or the text itself if there is none. */
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
