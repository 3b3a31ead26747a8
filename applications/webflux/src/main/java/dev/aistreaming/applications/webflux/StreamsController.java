package dev.aistreaming.applications.webflux;

import dev.aistreaming.spring.AiRequests;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.StreamBytes;
import java.util.concurrent.Flow;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/streams/{streamId}")
class StreamsController {

    private final AiStreams streams;
    private final AiRequests requests;

    StreamsController(AiStreams streams, AiRequests requests) {
        this.streams = streams;
        this.requests = requests;
    }

    @GetMapping
    Flow.Publisher<StreamBytes> resume(@PathVariable String streamId) {
        return streams.publish(streamId);
    }

    @DeleteMapping
    Flow.Publisher<ResponseEntity<Void>> stop(@PathVariable String streamId) {
        return requests.call(() -> streams.stop(streamId)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build());
    }
}
