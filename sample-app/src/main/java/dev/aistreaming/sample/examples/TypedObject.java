package dev.aistreaming.sample.examples;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.aistreaming.spring.AiService;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 12. A typed object. The page fills in its fields while the JSON arrives, and the complete object is validated at the end. */
@RestController
class TypedObject {

    record Recipe(
            String title,
            @JsonPropertyDescription("from start to table") int minutes,
            List<String> ingredients,
            List<String> steps) {}

    private final AiService ai;

    TypedObject(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/typed-object")
    SseEmitter recipe(@RequestParam String question) {
        return ai.task().prompt(question).expect(Recipe.class).stream();
    }
}
