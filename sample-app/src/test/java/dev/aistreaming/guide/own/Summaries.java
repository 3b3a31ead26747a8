package dev.aistreaming.guide.own;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers in one piece. */
@RestController
class Summaries {

    private final AiService ai;

    Summaries(AiService ai) {
        this.ai = ai;
    }

    record Summary(String text, boolean cut) {}

    @GetMapping("/summary")
    Summary summary(@RequestParam String text) {
        ChatResponse response = ai.task()
                .system("Summarize the text in one sentence.")
                .prompt(text)
                .maxTokens(200)
                .run();
        return new Summary(response.content(), response.finishReason() == FinishReason.LENGTH);
    }
}
