package dev.aistreaming.sample.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a Markdown document into its sections, as text that reads well in a chat: each paragraph on one line, table rows as list items,
 * and links between documents as plain text. Diagrams
 * and comments are left out.
 */
final class Sections {

    private static final Pattern NOT_FOR_READERS = Pattern.compile("(?ms)^(```mermaid$.*?^```|<!--.*?-->)\\R");

    private Sections() {}

    static List<Passage> of(String file, String markdown) {
        List<Passage> passages = new ArrayList<>();
        String document = file;
        String section = "";
        StringBuilder text = new StringBuilder();
        boolean code = false;
        for (String line :
                NOT_FOR_READERS.matcher(markdown).replaceAll("").lines().toList()) {
            boolean fence = line.startsWith("```");
            code ^= fence;
            if (code || fence || !line.matches("#{1,3} .*")) {
                append(text, line, code || fence);
                continue;
            }
            add(passages, file, document, section, text);
            String title = line.replaceFirst("#+ ", "");
            if (line.startsWith("# ")) {
                document = title;
                section = "";
            } else {
                section = title;
            }
        }
        add(passages, file, document, section, text);
        return passages;
    }

    private static void append(StringBuilder text, String line, boolean code) {
        if (code || line.startsWith("    ")) {
            text.append(line).append('\n');
        } else if (line.startsWith("|")) {
            if (!line.matches("[|: -]+")) {
                String[] cells = line.substring(1).strip().split("\\s*\\|\\s*");
                text.append("- ").append(String.join(": ", cells)).append('\n');
            }
        } else {
            boolean goesOn = !line.isBlank()
                    && !line.startsWith("- ")
                    && text.length() > 1
                    && text.charAt(text.length() - 1) == '\n'
                    && endsInProse(text);
            if (goesOn) {
                text.setCharAt(text.length() - 1, ' ');
            }
            text.append(withoutLinksToDocuments(line)).append('\n');
        }
    }

    /** Whether the last line is prose that the next line can continue. */
    private static boolean endsInProse(StringBuilder text) {
        int start = text.lastIndexOf("\n", text.length() - 2) + 1;
        String last = text.substring(start, text.length() - 1);
        return !last.isBlank() && !last.startsWith("```") && !last.startsWith("    ");
    }

    private static String withoutLinksToDocuments(String line) {
        return line.replaceAll("\\[([^\\]]+)]\\((?!https?:)[^)]*\\)", "$1");
    }

    private static void add(List<Passage> passages, String file, String document, String section, StringBuilder text) {
        if (!text.toString().isBlank()) {
            String title = section.isEmpty() ? document : document + ": " + section;
            passages.add(new Passage(file, title, text.toString().strip()));
        }
        text.setLength(0);
    }
}
