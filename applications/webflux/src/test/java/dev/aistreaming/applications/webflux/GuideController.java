package dev.aistreaming.applications.webflux;

import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.spring.AiRequests;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.StreamBytes;
import java.util.concurrent.Flow;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What docs/webflux.md shows. */
@RestController
class GuideController {

    private final AiService ai;
    private final AiStreams streams;
    private final AiRequests requests;

    GuideController(AiService ai, AiStreams streams, AiRequests requests) {
        this.ai = ai;
        this.streams = streams;
        this.requests = requests;
    }

    record Question(String text) {}

    record Answer(String text) {}

    @PostMapping("/chat")
    Flow.Publisher<StreamBytes> chat(@RequestBody Question question) {
        return ai.task().prompt(question.text()).publish();
    }

    @PostMapping("/use-chat")
    Flow.Publisher<StreamBytes> useChat(@RequestBody AiSdkChat chat) {
        return ai.task(chat).publish();
    }

    @PostMapping("/answer")
    Flow.Publisher<Answer> answer(@RequestBody Question question) {
        return requests.call(() -> new Answer(ai.ask(question.text())));
    }

    @GetMapping("/answers/{streamId}/stream")
    Flow.Publisher<StreamBytes> resume(@PathVariable String streamId) {
        return streams.publish(streamId);
    }

    @DeleteMapping("/answers/{streamId}")
    Flow.Publisher<ResponseEntity<Void>> stop(@PathVariable String streamId) {
        return requests.call(() -> streams.stop(streamId)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build());
    }
}
