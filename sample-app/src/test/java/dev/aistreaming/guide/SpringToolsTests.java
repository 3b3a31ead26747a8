package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.tool.Approvals;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolContext;
import dev.aistreaming.tool.ToolException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What docs/tools.md shows of a Spring application. */
@SpringBootTest(
        classes = SpringToolsTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.default-provider=claude",
            "ai.streaming.providers.claude.type=anthropic",
            "ai.streaming.providers.claude.base-url=https://api.anthropic.com",
            "ai.streaming.providers.claude.api-key=none",
            "ai.streaming.providers.claude.model=none"
        })
@AutoConfigureMockMvc
class SpringToolsTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ChatController.class, Weather.class, Orders.class, Refunds.class})
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("claude");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    record Forecast(String city, LocalDate day, int degrees) {}

    @Component
    static class Weather {

        @AiTool("Tells the weather of a city")
        public Forecast weather(
                @AiToolParam("Such as Bern or Rome") String city,
                @AiToolParam("Today, if it is left out") @Nullable LocalDate day) {
            return new Forecast(city, day == null ? LocalDate.of(2026, 1, 31) : day, 3);
        }
    }

    @Component
    static class Orders {

        @AiTool("Lists what the user has ordered")
        public List<String> orders(ToolContext context) {
            return ordersOf(context.user());
        }

        private static List<String> ordersOf(@Nullable String user) {
            return List.of("a book for " + user);
        }
    }

    @Component
    static class Refunds {

        private final Set<Long> refunded = new HashSet<>();

        @AiTool(description = "Refunds an order", approval = true)
        public String refund(@AiToolParam("The number of the order") long order) {
            if (!refunded.add(order)) {
                throw new ToolException("Order " + order + " was refunded before. Tell the user to check the account.");
            }
            return "Refunded";
        }
    }

    @RestController
    static class ChatController {

        private final AiService ai;
        private final List<Message> conversation =
                new CopyOnWriteArrayList<>(List.of(Message.user("Is it cold in Bern?")));

        ChatController(AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/chat")
        SseEmitter chat(@RequestParam String question) {
            return ai.task().prompt(question).tools("weather", "orders").stream();
        }

        @GetMapping("/conversation")
        SseEmitter conversation() {
            return ai
                    .task()
                    .messages(conversation)
                    .tools("weather")
                    .onComplete(response -> conversation.addAll(response.messages()))
                    .stream();
        }

        @GetMapping("/here")
        SseEmitter here() {
            return ai
                    .task()
                    .prompt("How is the weather here?")
                    .tools(Tool.of("position", "Tells where the user is"))
                    .tools("weather")
                    .stream();
        }
    }

    @Autowired
    ScriptedProvider provider;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    AiService ai;

    @Autowired
    ChatController controller;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void aModelCallsAMethodOfABean() {
        provider.toolCall("weather", "{\"city\":\"Bern\"}").then().answer("It is cold.");

        assertThat(mvc.get().uri("/chat?question=Bern").exchange(PATIENCE))
                .bodyText()
                .contains("It is cold.");
        assertThat(provider.requests().get(1).messages())
                .last()
                .isEqualTo(Message.toolResult(
                        "call-1", "weather", "{\"city\":\"Bern\",\"day\":\"2026-01-31\",\"degrees\":3}"));
    }

    @Test
    void aToolKnowsWhoAsks() {
        provider.toolCall("orders", "{}").then().answer("A book.");

        mvc.get().uri("/chat?question=Orders").principal(() -> "ada").exchange(PATIENCE);
        assertThat(provider.requests().get(1).messages())
                .last()
                .isEqualTo(Message.toolResult("call-1", "orders", "[\"a book for ada\"]"));
    }

    @Test
    void aConversationIsKeptWhole() {
        provider.toolCall("weather", "{\"city\":\"Bern\"}").then().answer("It is cold.");

        mvc.get().uri("/conversation").exchange(PATIENCE);
        await().untilAsserted(() -> assertThat(controller.conversation).hasSize(4));
    }

    @Test
    void aToolOfOneTaskNeedNotBeABean() {
        provider.toolCall("route", "{\"from\":\"Bern\",\"to\":\"Rome\"}").then().answer("By train.");
        String question = "How do I get to Rome?";

        record RouteQuery(String from, String to) {}

        LocalTool route = LocalTool.of(
                "route",
                "Finds the way from one place to another",
                RouteQuery.class,
                query -> query.from() + " - " + query.to());

        ChatResponse response = ai.task().prompt(question).tools(route).run();

        assertThat(response.content()).isEqualTo("By train.");
        assertThat(provider.requests().get(1).messages())
                .last()
                .isEqualTo(Message.toolResult("call-1", "route", "Bern - Rome"));
    }

    @Test
    void aToolSaysWhatTheModelMayKnowOfItsFailure() {
        provider.toolCall("refund", "{\"order\":7}")
                .then()
                .toolCall("refund", "{\"order\":7}")
                .then()
                .answer("Please check your account.");
        BlockingQueue<StreamEvent.ApprovalRequested> asked = new LinkedBlockingQueue<>();
        Approvals approvals = new Approvals(asked::add);
        CompletableFuture<ChatResponse> answer = CompletableFuture.supplyAsync(() -> ai.task()
                .prompt("Refund order 7, and once more")
                .tools("refund")
                .request(approvals::addTo)
                .run());

        await().until(() -> decideNext(approvals, asked));
        await().until(() -> decideNext(approvals, asked));

        assertThat(answer.join().content()).isEqualTo("Please check your account.");
        assertThat(provider.requests().get(2).messages().toString())
                .contains("Order 7 was refunded before. Tell the user to check the account.");
    }

    private static boolean decideNext(Approvals approvals, BlockingQueue<StreamEvent.ApprovalRequested> asked) {
        StreamEvent.ApprovalRequested next = asked.poll();
        return next != null && approvals.decide(next.id(), true, null);
    }

    @Test
    void aModelCanBeMadeToCallATool() {
        provider.toolCall("now", "{}").then().answer("It is noon.");
        LocalTool now = LocalTool.of(Tool.of("now", "Tells the time"), (arguments, context) -> "12:00");

        ChatResponse response = ai.task()
                .prompt("What time is it?")
                .tools(now)
                .request(request -> request.toolChoice(ToolChoice.tool("now")))
                .run();

        assertThat(response.content()).isEqualTo("It is noon.");
        assertThat(provider.requests().get(0).toolChoice()).isEqualTo(ToolChoice.tool("now"));
    }

    @Test
    void theFrontEndHasToolsOfItsOwn() {
        provider.toolCall("position", "{}");

        mvc.get().uri("/here").exchange(PATIENCE);
        assertThat(provider.requests().get(0).tools()).extracting(Tool::name).containsExactly("position", "weather");
    }
}
