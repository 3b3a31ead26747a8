package dev.aistreaming.spring;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import dev.aistreaming.tool.ToolContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An application that keeps conversations of users who say by a header who they are. */
@Configuration(proxyBeanMethods = false)
class ConversationApplication {

    static final String[] ANN = {"X-User", "ann"};
    static final String[] BOB = {"X-User", "bob"};

    @Bean
    StreamOwnerResolver owners() {
        return () -> RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getHeader("X-User")
                : null;
    }

    @Bean
    Tools tools() {
        return new Tools();
    }

    static class Tools {
        @AiTool("Tells the weather of a city")
        public String weather(String city, ToolContext context) {
            return "3 degrees in " + city;
        }
    }

    @RestController
    static class Controller {

        final List<ErrorCode> errors = new CopyOnWriteArrayList<>();
        volatile @Nullable AiStream last;
        private final AiService ai;
        private final AiConversations conversations;

        Controller(AiService ai, AiConversations conversations) {
            this.ai = ai;
            this.conversations = conversations;
        }

        @GetMapping("/talk")
        SseEmitter talk(
                @RequestParam String id,
                @RequestParam String question,
                @RequestParam(required = false) @Nullable String tool) {
            TaskBuilder task = ai.task()
                    .system("Be brief.")
                    .conversation(id)
                    .key(id)
                    .prompt(question)
                    .onStart(stream -> last = stream)
                    .onError(error -> errors.add(error.code()));
            return (tool == null ? task : task.tools(tool)).stream();
        }

        @GetMapping("/talk/run")
        String run(@RequestParam String id, @RequestParam String question) {
            return ai.task().conversation(id).prompt(question).run().content();
        }

        @GetMapping("/conversations")
        String list(@RequestParam int offset, @RequestParam int limit) {
            return json(conversations.list(offset, limit).stream().map(StoredConversation::id));
        }

        @GetMapping("/messages")
        String messages(@RequestParam String id) {
            return json(conversations.messages(id).stream().map(Controller::line));
        }

        /** A text, for the tests' browsers take nothing but streams and texts. */
        private static String json(Stream<String> lines) {
            return lines.map(line -> '"' + line + '"').collect(Collectors.joining(",", "[", "]"));
        }

        private static String line(StoredMessage stored) {
            return stored.message().role().wireName() + " " + stored.state().wireName() + ": "
                    + stored.message().text();
        }

        @GetMapping("/title")
        String title(@RequestParam String id) {
            return conversations.find(id).map(StoredConversation::title).orElse("none");
        }

        @GetMapping("/rename")
        String rename(@RequestParam String id, @RequestParam String title) {
            return String.valueOf(conversations.rename(id, title));
        }

        @GetMapping("/delete")
        String delete(@RequestParam String id) {
            return String.valueOf(conversations.delete(id));
        }
    }
}
