package dev.aistreaming.guide;

import dev.aistreaming.spring.AiStreams;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/answers/{streamId}")
class AnswersController {
    private final AiStreams streams;

    AnswersController(AiStreams streams) {
        this.streams = streams;
    }

    @GetMapping("/stream")
    SseEmitter resume(@PathVariable String streamId) {
        return streams.resume(streamId);
    }

    @DeleteMapping
    ResponseEntity<Void> stop(@PathVariable String streamId) {
        return streams.stop(streamId)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }
}
