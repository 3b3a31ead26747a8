package dev.aistreaming.applications.webflux;

import dev.aistreaming.spring.AiRequests;
import dev.aistreaming.spring.AiService;
import java.util.concurrent.Flow;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Conversations whose answers come in one piece. */
@RestController
class Talks {

    private final AiService ai;
    private final AiRequests requests;

    Talks(AiService ai, AiRequests requests) {
        this.ai = ai;
        this.requests = requests;
    }

    @PostMapping("/talks/{id}")
    Flow.Publisher<String> talk(@PathVariable String id, @RequestBody String question) {
        return requests.call(
                () -> ai.task().conversation(id).prompt(question).run().content());
    }
}
