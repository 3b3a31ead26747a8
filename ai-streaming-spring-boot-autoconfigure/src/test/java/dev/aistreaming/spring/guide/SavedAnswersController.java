package dev.aistreaming.spring.guide;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class SavedAnswersController {

    record Question(String question) {}

    private final AiService ai;
    private final SavedAnswers answers;

    SavedAnswersController(AiService ai, SavedAnswers answers) {
        this.ai = ai;
        this.answers = answers;
    }

    @PostMapping("/answers")
    SseEmitter ask(@RequestBody Question body) {
        long id = answers.begin(body.question());
        return ai
                .task()
                .prompt(body.question())
                .onComplete(response -> answers.complete(id, response))
                .onError(error -> answers.breakOff(id, error))
                .stream();
    }
}
