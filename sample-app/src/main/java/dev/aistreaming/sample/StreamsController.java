package dev.aistreaming.sample;

import dev.aistreaming.spring.AiStreams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Kept answers, for a page that continues one after a reload. */
@RestController
@RequestMapping("/api/chat/{streamId}")
@ConditionalOnBooleanProperty("ai.streaming.resume.enabled")
class StreamsController {

    private final AiStreams streams;

    StreamsController(AiStreams streams) {
        this.streams = streams;
    }

    /** Resumes a stream from its beginning, or after the event that {@code Last-Event-ID} or {@code lastEventId} names. */
    @GetMapping("/stream")
    SseEmitter resume(@PathVariable String streamId) {
        return streams.resume(streamId);
    }

    /** Decides on the call of a tool that requires approval. */
    @PostMapping("/approvals/{approvalId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void approve(
            @PathVariable String streamId, @PathVariable String approvalId, @Valid @RequestBody Decision decision) {
        if (!streams.approve(streamId, approvalId, decision.approved(), decision.reason())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Nobody waits for this approval.");
        }
    }

    /** @param reason the reason of a refusal, for the model */
    record Decision(
            boolean approved, @Nullable @Size(max = 500) String reason) {}

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable String streamId) {
        if (!streams.stop(streamId)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No such answer is being written.");
        }
    }
}
