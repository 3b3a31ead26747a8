package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.conversation.ConversationWindow;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The examples of docs/conversations.md. */
class ConversationGuideTests {

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private String send(ScriptedApplication application, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.port() + path))
                .header("Content-Type", "text/plain")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void theExamplesRun() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                Server.TOMCAT, false, List.of(Guide.class), "ai.streaming.conversations.store=memory")) {
            application.play(connection -> {
                connection.head(200, "text/event-stream");
                connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Fine.") + OpenAiWire.ending());
                connection.end();
            });
            assertThat(send(application, "GET", "/talk?id=1&question=Hi", "")).contains("Fine.", "[DONE]");
            assertThat(send(application, "GET", "/talk?id=1&question=Again", ""))
                    .contains("Fine.");
            assertThat(application.provider.requests().get(1).body()).doesNotContain("\"Hi\"");
            assertThat(send(application, "GET", "/conversations", ""))
                    .contains("\"id\":\"1\"", "\"title\":\"Hi\"", "\"at\":");
            assertThat(send(application, "GET", "/conversations/1", ""))
                    .contains("\"text\":\"Fine.\"", "\"role\":\"assistant\"", "\"interrupted\":false");
            assertThat(send(application, "PUT", "/conversations/1/title", "Greetings"))
                    .isEqualTo("true");
            assertThat(send(application, "GET", "/conversations", "")).contains("\"title\":\"Greetings\"");
            assertThat(send(application, "DELETE", "/conversations/1", "")).isEqualTo("true");
            assertThat(send(application, "GET", "/conversations", "")).isEqualTo("[]");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Guide {

        @Bean
        StreamOwnerResolver owners() {
            return () -> RequestContextHolder.currentRequestAttributes().getSessionId();
        }

        @Bean
        ConversationWindow window() {
            return earlier -> earlier.subList(0, 0); // each question stands alone
        }

        @RestController
        static class Talk {

            private final AiService ai;

            Talk(AiService ai) {
                this.ai = ai;
            }

            @GetMapping("/talk")
            SseEmitter talk(@RequestParam String id, @RequestParam String question) {
                return ai.task().system("Be brief.").conversation(id).prompt(question).stream();
            }
        }

        @RestController
        static class History {

            private final AiConversations conversations;

            History(AiConversations conversations) {
                this.conversations = conversations;
            }

            record Entry(String id, @Nullable String title, Instant at) {}

            record Line(String role, String text, boolean interrupted) {}

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
    }
}
