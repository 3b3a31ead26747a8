package dev.aistreaming.sample;

import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import dev.aistreaming.spring.AiConversations;
import dev.aistreaming.spring.AiStreams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The conversations of a visitor. */
@RestController
@RequestMapping("/api/conversations")
class ConversationsController {

    private static final int PAGE = 30;

    private final AiConversations conversations;
    private final AiStreams streams;
    private final ConversationCuts cuts;

    ConversationsController(AiConversations conversations, AiStreams streams, ConversationCuts cuts) {
        this.conversations = conversations;
        this.streams = streams;
        this.cuts = cuts;
    }

    /** Returns one page of conversations, the most recently used one first. */
    @GetMapping
    Page list(@RequestParam(defaultValue = "0") @PositiveOrZero int offset) {
        List<Entry> found = conversations.list(offset, PAGE + 1).stream()
                .map(conversation -> new Entry(conversation.id(), conversation.title(), conversation.updatedAt()))
                .toList();
        return new Page(found.stream().limit(PAGE).toList(), found.size() > PAGE);
    }

    /** @param more whether there is another page */
    record Page(List<Entry> conversations, boolean more) {}

    record Entry(String id, @Nullable String title, Instant at) {}

    @GetMapping("/{id}")
    Shown show(@PathVariable String id) {
        StoredConversation found = conversations.find(id).orElseThrow(ConversationsController::unknown);
        String running = streams.findByKey(id)
                .filter(stream -> !stream.ended())
                .map(AiStreams.StreamStatus::streamId)
                .orElse(null);
        List<StoredMessage> messages = conversations.messages(id);
        return new Shown(found.title(), ShownTurn.all(messages), running);
    }

    /** @param streamId the id of the answer to the last question, if it is still being written */
    record Shown(
            @Nullable String title,
            List<ShownTurn> turns,
            @Nullable String streamId) {}

    @PutMapping("/{id}/title")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rename(@PathVariable String id, @Valid @RequestBody Title title) {
        requireFound(conversations.rename(id, title.title()));
    }

    record Title(@NotBlank @Size(max = 255) String title) {}

    /** Keeps only the first turns, so that the next question can be asked differently. */
    @DeleteMapping("/{id}/turns")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cut(@PathVariable String id, @RequestParam @PositiveOrZero int after) {
        requireFound(cuts.cut(id, after));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        requireFound(conversations.delete(id));
    }

    private static void requireFound(boolean found) {
        if (!found) {
            throw unknown();
        }
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such conversation.");
    }
}
