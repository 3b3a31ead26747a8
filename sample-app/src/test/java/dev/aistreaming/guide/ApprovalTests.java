package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.tool.Approvals;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.Toolbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The parts of docs/tools.md on progress and approval, and that of docs/resumable-streams.md on events of one's own. */
@SpringBootTest(
        classes = ApprovalTests.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ai.streaming.default-provider=scripted",
            "ai.streaming.heartbeat-interval=100ms",
            "ai.streaming.sse.include-tool-calls=false",
            "ai.streaming.sse.include-tool-results=false"
        })
class ApprovalTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted");
        }

        @Bean
        OrdersController ordersController(AiService ai, AiStreams streams) {
            return new OrdersController(ai, streams);
        }
    }

    @RestController
    static class OrdersController {
        private final AiService ai;
        private final AiStreams streams;

        OrdersController(AiService ai, AiStreams streams) {
            this.ai = ai;
            this.streams = streams;
        }

        @GetMapping("/orders/ask")
        SseEmitter ask(@RequestParam String question) {
            List<String> documents = List.of("orders.md");
            return ai
                    .task()
                    .prompt(question)
                    .request(request -> Toolbox.of(List.of(refund())).addTo(request))
                    .onStart(stream -> stream.emit("sources", documents))
                    .stream();
        }

        @PostMapping("/answers/{streamId}/approvals/{approvalId}")
        boolean approve(@PathVariable String streamId, @PathVariable String approvalId, @RequestParam boolean yes) {
            return streams.approve(streamId, approvalId, yes, null);
        }
    }

    private static LocalTool refund() {
        LocalTool refund = LocalTool.of(Tool.of("refund", "Refunds an order"), (arguments, context) -> {
                    context.emit("progress", "search", Map.of("done", 3));
                    return "Refunded";
                })
                .requiringApproval(call -> amount(call.arguments()) > 100);
        return refund;
    }

    private static int amount(String arguments) {
        return Integer.parseInt(arguments.replaceAll("\\D", ""));
    }

    private final HttpClient browser = HttpClient.newHttpClient();
    private final ScriptedProvider provider;
    private final AiService ai;
    private final int port;

    @Autowired
    ApprovalTests(ScriptedProvider provider, AiService ai, @LocalServerPort int port) {
        this.provider = provider;
        this.ai = ai;
        this.port = port;
    }

    @BeforeEach
    void startAfresh() {
        provider.reset();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    @Test
    void theBrowserAsksAndAnswers() throws Exception {
        provider.toolCall("refund", "{\"amount\":250}").then().answer("Done.");
        try (Stream<String> lines = browser.send(
                        request("/orders/ask?question=hi").build(), BodyHandlers.ofLines())
                .body()) {
            Iterator<String> events =
                    lines.filter(line -> line.startsWith("data: ")).iterator();
            assertThat(events.next()).isEqualTo("data: {\"data\":{\"name\":\"sources\",\"value\":[\"orders.md\"]}}");
            Matcher approval = Pattern.compile("\"approval\":\\{\"id\":\"(.+?)\",\"streamId\":\"(.+?)\"")
                    .matcher(events.next());
            assertThat(approval.find()).isTrue();
            String path = "/answers/" + approval.group(2) + "/approvals/" + approval.group(1) + "?yes=true";

            assertThat(browser.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("true");

            assertThat(events.next()).contains("\"name\":\"progress\"");
            assertThat(events.next()).contains("\"content\":\"Done.\"");
            assertThat(events.next()).contains("\"finishReason\":\"stop\"");
            assertThat(events.next()).isEqualTo("data: [DONE]");
        }
    }

    @Test
    void whoCanBeAskedGoesAlongWithTheRequest() {
        Approvals approvals = new Approvals();
        ChatRequest request =
                approvals.addTo(ChatRequest.builder().prompt("Refund order 7")).build();

        assertThat(Approvals.of(request)).isSameAs(approvals);
    }

    @Test
    void whoeverWaitsForTheWholeAnswerCanBeAskedToo() throws Exception {
        provider.toolCall("refund", "{\"amount\":250}").then().answer("Sorry.");
        BlockingQueue<StreamEvent.ApprovalRequested> asked = new LinkedBlockingQueue<>();
        Approvals approvals = new Approvals(asked::add);
        ChatRequest request = Toolbox.of(List.of(refund()))
                .addTo(approvals.addTo(ChatRequest.builder().prompt("Refund order 7")))
                .build();
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> ai.generate(request).content());

        StreamEvent.ApprovalRequested requested = asked.take();
        boolean waited = approvals.decide(requested.id(), false, "That is too much");

        assertThat(waited).isTrue();
        assertThat(answer.get()).isEqualTo("Sorry.");
    }
}
