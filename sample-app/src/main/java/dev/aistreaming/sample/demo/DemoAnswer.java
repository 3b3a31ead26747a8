package dev.aistreaming.sample.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Composes the text of an answer. */
@Component
class DemoAnswer {

    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*?(?=\\s|$)|\\s+$");

    private static final String INTRODUCTION =
            "Hello! I am a full-text search over this project's documentation, not a language model. Ask about providers,"
                    + " timeouts, errors or configuration, such as **How do I add the starter?** For answers of a language"
                    + " model, start this application with the key of a real provider.";

    private static final String NOTHING_FOUND =
            "Nothing in the documentation has a word of this question. I am a full-text search over it, not a language model:"
                    + " ask about providers, timeouts, heart-beats or configuration, or start this application with the key of a"
                    + " real provider.";

    /** The beginning of an answer to a question with images or files. */
    static final String BLIND =
            "I only search text: I cannot see what you attached. This is what I find for your words.\n\n";

    private final DocumentationSearch search;

    DemoAnswer(DocumentationSearch search) {
        this.search = search;
    }

    String to(String question) {
        if (!search.hasSubject(question)) {
            return INTRODUCTION;
        }
        return search.find(question)
                .map(passage -> "**" + passage.title() + "**\n\n" + passage.text()
                        + "\n\n(Found by full-text search in `" + passage.file() + "`.)")
                .orElse(NOTHING_FOUND);
    }

    /** Splits the text into pieces as a model would stream them. Joined, they are the text. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
