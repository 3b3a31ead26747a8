package dev.aistreaming.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoAnswerTests {

    @Test
    void wordsJoinedAreTheText() {
        for (String text : List.of("one two", "  lead", "trail  ", "a\n\n```java\n    code\n```\n", "x", "é 👋\tz")) {
            assertThat(String.join("", DemoAnswer.words(text))).isEqualTo(text);
        }
    }

    @Test
    void cutsADocumentIntoItsSections() {
        List<Passage> sections = Sections.of(
                "docs/x.md",
                "# Title\n\nIntro.\n\n## One\n\n```\n# no heading\n```\n\n## Empty\n\n### Deep\n\nDown.\n");

        assertThat(sections)
                .containsExactly(
                        new Passage("docs/x.md", "Title", "Intro."),
                        new Passage("docs/x.md", "Title: One", "```\n# no heading\n```"),
                        new Passage("docs/x.md", "Title: Deep", "Down."));
    }

    @Test
    void makesTextForAChatOfADocument() {
        List<Passage> sections = Sections.of(
                "docs/x.md",
                "# T\n\nOne line\ngoes [on](other.md).\n\n| a | b |\n|---|---|\n| `k` | m |\n\n- item\n  more\n\n    raw\n    data\n");

        assertThat(sections.get(0).text())
                .isEqualTo("One line goes on.\n\n- a: b\n- `k`: m\n\n- item   more\n\n    raw\n    data");
    }
}
