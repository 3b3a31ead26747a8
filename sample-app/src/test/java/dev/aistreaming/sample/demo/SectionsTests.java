package dev.aistreaming.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SectionsTests {

    @Test
    void leavesOutDiagramsAndComments() {
        String markdown = """
                # Title

                Before.

                ```mermaid
                sequenceDiagram
                    # not a heading
                ```

                <!-- a comment
                of two lines -->
                ```java
                // code
                ```
                """;

        assertThat(Sections.of("docs/a.md", markdown))
                .containsExactly(new Passage("docs/a.md", "Title", "Before.\n\n\n```java\n// code\n```"));
    }
}
