package dev.aistreaming.sample.examples;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.tool.LocalTool;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 11. A tool that changes something, so the user is asked first. */
@RestController
class ToolWithApproval {

    record Note(String text) {}

    private final AiService ai;
    private final AiStreams streams;
    private final LocalTool writeNote = LocalTool.of(
                    "write_note", "Writes a note for the user", Note.class, note -> "Written: " + note.text())
            .requiringApproval();

    ToolWithApproval(AiService ai, AiStreams streams) {
        this.ai = ai;
        this.streams = streams;
    }

    @GetMapping("/api/examples/approval")
    SseEmitter ask(@RequestParam String question) {
        return ai.task().prompt(question).tools(writeNote).stream();
    }

    /** The browser has got both ids by an event "approval". */
    @PostMapping("/api/examples/approval/{streamId}/{approvalId}")
    void decide(@PathVariable String streamId, @PathVariable String approvalId, @RequestParam boolean approved) {
        if (!streams.approve(streamId, approvalId, approved, null)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Nobody waits for this approval.");
        }
    }
}
