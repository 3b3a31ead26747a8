package dev.aistreaming.sample.demo;

import java.util.ArrayList;
import java.util.List;

/** Cuts a Markdown document into its sections. */
final class Sections {

    private Sections() {}

    static List<Passage> of(String file, String markdown) {
        List<Passage> passages = new ArrayList<>();
        String document = file;
        String section = "";
        StringBuilder text = new StringBuilder();
        boolean code = false;
        for (String line : markdown.lines().toList()) {
            code ^= line.startsWith("```");
            boolean heading = !code && line.matches("#{1,3} .*");
            if (!heading) {
                text.append(line).append('\n');
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

    private static void add(List<Passage> passages, String file, String document, String section, StringBuilder text) {
        if (!text.toString().isBlank()) {
            String title = section.isEmpty() ? document : document + ": " + section;
            passages.add(new Passage(file, title, text.toString().strip()));
        }
        text.setLength(0);
    }
}
