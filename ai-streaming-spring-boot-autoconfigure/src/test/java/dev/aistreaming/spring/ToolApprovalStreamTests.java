package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.Toolbox;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that wait for a user, on this instance and on another one, and tools of the front end. */
@Tag("integration")
class ToolApprovalStreamTests {

    private final AtomicInteger asked = new AtomicInteger();
    private final List<ScriptedApplication> applications = new ArrayList<>();
    private volatile String calls = EventsController.CALLS_A_TOOL.formatted("refund");

    @AfterEach
    void close() {
        applications.forEach(ScriptedApplication::close);
    }

    private ScriptedApplication application(Server server, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("ai.streaming.heartbeat-interval=50ms");
        all.add("ai.streaming.timeouts.idle=5s");
        all.add("ai.streaming.sse.include-tool-calls=true");
        all.add("ai.streaming.sse.include-tool-results=true");
        all.add("ai.streaming.sse.include-metadata=true");
        ScriptedApplication application = new ScriptedApplication(
                server,
                false,
                List.of(EventsController.class),
                new ScriptedServer(this::play),
                all.toArray(String[]::new));
        applications.add(application);
        return application;
    }

    /** Calls a tool, and answers when it has a result. */
    private void play(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        if (asked.incrementAndGet() == 1) {
            connection.chunk(calls);
        } else {
            connection.chunk(OpenAiWire.text("Fine."));
            connection.chunk(OpenAiWire.ending());
        }
        connection.end();
    }

    /** Reads on until there was a heart-beat while the stream waits. */
    private static String readUntilAsked(InputStream browser) throws IOException {
        return ScriptedApplication.readUntil(browser, "\"approval\"")
                + ScriptedApplication.readUntil(browser, ": keep-alive");
    }

    private static EventsController.Controller controller(ScriptedApplication application) {
        return application.bean(EventsController.Controller.class);
    }

    /** The path that answers the request for an approval in this text. */
    private static String approve(String text, boolean yes) {
        String event = EventsController.between(text, "{\"approval\":", "\n").get(0);
        return "/approve/"
                + EventsController.between(event, "\"streamId\":\"", "\"").get(0) + "/"
                + EventsController.between(event, "{\"id\":\"", "\"").get(0) + "?yes=" + yes;
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT,false", "TOMCAT,true", "JETTY,false", "JETTY,true"})
    void aToolRunsWhenTheUserSaysSo(Server server, boolean resume) throws Exception {
        ScriptedApplication application = application(server, "ai.streaming.resume.enabled=" + resume);
        try (InputStream browser = application.open("/refund").body()) {
            String text = readUntilAsked(browser);
            assertThat(text)
                    .contains("\"toolCall\":{\"id\":\"call_1\",\"name\":\"refund\",\"arguments\":{\"order\":7}}");
            assertThat(controller(application).refunds).hasValue(0);

            assertThat(application.get(approve(text, true)).body()).isEqualTo("true");

            assertThat(ScriptedApplication.readUntil(browser, "[DONE]"))
                    .containsSubsequence(
                            "{\"data\":{\"name\":\"progress\",\"id\":\"refund\",\"value\":\"{\\\"order\\\":7}\"}}",
                            "\"result\":\"refunded 1\"",
                            "{\"content\":\"Fine.\"}");
            assertThat(application.get(approve(text, true)).body()).isEqualTo("false");
        }
    }

    @Test
    void theModelIsToldThatTheUserRefused() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT);
        try (InputStream browser = application.open("/refund").body()) {
            String text = readUntilAsked(browser);

            assertThat(application
                            .get(approve(text, false) + "&reason=Too%20much")
                            .body())
                    .isEqualTo("true");

            assertThat(ScriptedApplication.readUntil(browser, "[DONE]")).contains("did not approve", "Fine.");
            assertThat(application.provider.requests().get(1).body()).contains("Reason: Too much");
            assertThat(controller(application).refunds).hasValue(0);
        }
    }

    @Test
    void theModelIsToldThatNobodyAnswered() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, "ai.streaming.tools.approval-timeout=100ms");

        assertThat(application.get("/refund").body()).contains("nobody approved it within", "Fine.");
        assertThat(controller(application).refunds).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyTheOwnerAnswers(boolean resume) throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, "ai.streaming.resume.enabled=" + resume);
        try (InputStream browser = application.open("/refund", "X-User", "ada").body()) {
            String text = readUntilAsked(browser);

            assertThat(application.get(approve(text, true), "X-User", "bob").body())
                    .isEqualTo("false");
            assertThat(controller(application).refunds).hasValue(0);
            assertThat(application.get(approve(text, true), "X-User", "ada").body())
                    .isEqualTo("true");
            assertThat(ScriptedApplication.readUntil(browser, "[DONE]")).contains("refunded 1");
        }
    }

    @Test
    void aPageThatWasReloadedStillAsksAndCanBeAnswered() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, "ai.streaming.resume.enabled=true");
        String id;
        try (InputStream browser = application.open("/refund").body()) {
            readUntilAsked(browser);
            id = controller(application).opened.take().id();
        }
        try (InputStream reloaded = application.open("/resume/" + id).body()) {
            String text = readUntilAsked(reloaded);
            assertThat(application.get(approve(text, true)).body()).isEqualTo("true");
            assertThat(ScriptedApplication.readUntil(reloaded, "[DONE]")).contains("refunded 1", "Fine.");
        }
    }

    @Test
    void aBrowserThatLeavesEndsTheWait() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT);
        String text;
        try (ScriptedApplication.Browser browser = application.browser("/refund")) {
            text = browser.readUntil("\"approval\"") + browser.readUntil("\n\n");
        }
        application.awaitQuiet();

        assertThat(application.get(approve(text, true)).body()).isEqualTo("false");
        assertThat(controller(application).refunds).hasValue(0);
    }

    @Test
    void anotherInstanceSendsEventsAndAnswers() throws Exception {
        try (TestRedis redis = TestRedis.start()) {
            String[] properties = {
                "spring.data.redis.url=" + redis.url(),
                "ai.streaming.resume.enabled=true",
                "ai.streaming.resume.store=redis"
            };
            ScriptedApplication producer = application(Server.TOMCAT, properties);
            ScriptedApplication other = application(Server.TOMCAT, properties);
            try (InputStream browser = producer.open("/refund", "X-User", "ada").body()) {
                String text = readUntilAsked(browser);
                String id = controller(producer).opened.take().id();
                await().atMost(Duration.ofSeconds(20))
                        .until(() ->
                                other.get("/find/" + id, "X-User", "ada").body().equals("true"));

                assertThat(other.get("/emit/" + id + "?value=no", "X-User", "bob")
                                .body())
                        .isEqualTo("false");
                assertThat(other.get(approve(text, true), "X-User", "bob").body())
                        .isEqualTo("false");
                assertThat(other.get("/emit/" + id + "?value=%C3%A4", "X-User", "ada")
                                .body())
                        .isEqualTo("true");
                assertThat(other.get("/approve/" + id + "/unknown?yes=true", "X-User", "ada")
                                .body())
                        .isEqualTo("false");
                assertThat(other.get(approve(text, true), "X-User", "ada").body())
                        .isEqualTo("true");

                assertThat(ScriptedApplication.readUntil(browser, "[DONE]"))
                        .containsSubsequence("{\"name\":\"note\",\"value\":\"ä\"}", "refunded 1", "Fine.");
                assertThat(controller(producer).refunds).hasValue(1);
                assertThat(controller(other).refunds).hasValue(0);
            }
        } finally {
            close();
            applications.clear();
        }
    }

    @Test
    void aCallOfTheFrontEndsToolEndsTheAnswerAndItsResultGoesOutWithTheNextRequest() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT);
        Tool position = Tool.of("position", "Tells where the user is");
        LocalTool time = LocalTool.of(Tool.of("time", null), (arguments, context) -> "noon");
        calls = EventsController.CALLS_A_TOOL
                .formatted("position")
                .replace(
                        "}\"}}]}}]}",
                        "}\"}},{\"index\":1,\"id\":\"call_2\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"time\",\"arguments\":\"{}\"}}]}}]}");
        controller(application).request =
                builder -> Toolbox.of(List.of(time)).addTo(builder).tool(position);

        assertThat(application.get("/events").body())
                .containsSubsequence(
                        "{\"toolCall\":{\"id\":\"call_1\",\"name\":\"position\",\"arguments\":{\"order\":7}}}",
                        "{\"toolCall\":{\"id\":\"call_2\",\"name\":\"time\",\"arguments\":{}}}",
                        "{\"toolResult\":{\"id\":\"call_2\",\"name\":\"time\",\"result\":\"noon\"}}",
                        "{\"finishReason\":\"tool_calls\"",
                        "[DONE]");
        ChatResponse answer = controller(application).answers.poll(30, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("call_1", "position", "{\"order\":7}"));

        List<Message> next = new ArrayList<>(answer.messages());
        next.add(Message.toolResult("call_1", "position", "Bern"));
        controller(application).request = builder ->
                Toolbox.of(List.of(time)).addTo(builder).tool(position).messages(next);
        assertThat(application.get("/events").body()).contains("Fine.");

        assertThat(application.provider.requests().get(1).body())
                .containsSubsequence(
                        "\"tool_calls\":[{\"id\":\"call_1\"",
                        "{\"role\":\"tool\",\"tool_call_id\":\"call_2\",\"content\":\"noon\"}",
                        "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"Bern\"}");
    }
}
