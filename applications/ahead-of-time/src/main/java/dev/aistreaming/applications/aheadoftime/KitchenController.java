package dev.aistreaming.applications.aheadoftime;

import dev.aistreaming.format.AgUiRun;
import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.format.OpenAiChat;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class KitchenController {

    record Question(String question) {}

    private final AiService ai;
    private final AiStreams streams;

    KitchenController(AiService ai, AiStreams streams) {
        this.ai = ai;
        this.streams = streams;
    }

    @PostMapping("/conversations/{id}")
    SseEmitter chat(@PathVariable String id, @RequestBody Question body) {
        return ai.task().conversation(id).tools("stock").prompt(body.question()).stream();
    }

    @PostMapping("/kept")
    SseEmitter kept(@RequestBody Question body) {
        return ai.task().prompt(body.question()).resumable(true).stream();
    }

    @GetMapping("/kept/{id}")
    SseEmitter resume(@PathVariable String id) {
        return streams.resume(id);
    }

    /** Names the expected type: no signature mentions it, but a native image needs hints for reading a recipe from JSON. */
    @PostMapping("/recipes")
    @RegisterReflectionForBinding(Recipe.class)
    SseEmitter recipe(@RequestBody Question body) {
        return ai.task().prompt(body.question()).expect(Recipe.class).stream();
    }

    @PostMapping("/text")
    SseEmitter text(@RequestBody Question body) {
        return ai.task().prompt(body.question()).format("text").stream();
    }

    @PostMapping("/ai-sdk")
    SseEmitter aiSdk(@RequestBody AiSdkChat chat) {
        return ai.task(chat).tools("stock").stream();
    }

    @PostMapping("/ag-ui")
    SseEmitter agUi(@RequestBody AgUiRun run) {
        return ai.task(run).tools("stock").stream();
    }

    @PostMapping("/openai")
    SseEmitter openAi(@RequestBody OpenAiChat chat) {
        return ai.stream(chat);
    }
}
