package dev.aistreaming.guide;

import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.spring.AiConversations;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ConversationListController {

    record Entry(String id, @Nullable String title, Instant at) {}

    record Line(String role, String text, boolean interrupted) {}

    private final AiConversations conversations;

    ConversationListController(AiConversations conversations) {
        this.conversations = conversations;
    }

    @GetMapping("/conversations")
    List<Entry> list(@RequestParam(defaultValue = "0") int offset) {
        return conversations.list(offset, 20).stream()
                .map(found -> new Entry(found.id(), found.title(), found.updatedAt()))
                .toList();
    }

    @GetMapping("/conversations/{id}")
    List<Line> messages(@PathVariable String id) {
        return conversations.messages(id).stream()
                .map(stored -> new Line(
                        stored.message().role().wireName(),
                        stored.message().text(),
                        stored.state() == MessageState.INTERRUPTED))
                .toList();
    }

    @PutMapping("/conversations/{id}/title")
    boolean rename(@PathVariable String id, @RequestBody String title) {
        return conversations.rename(id, title);
    }

    @DeleteMapping("/conversations/{id}")
    boolean delete(@PathVariable String id) {
        return conversations.delete(id);
    }
}
