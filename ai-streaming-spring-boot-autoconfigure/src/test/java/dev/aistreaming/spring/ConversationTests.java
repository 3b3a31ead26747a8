package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationWindow;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Conversations, from the browser to the provider and back. */
@Timeout(60)
class ConversationTests {

    private static final String MEMORY = "ai.streaming.conversations.store=memory";

    @RegisterExtension
    static final SharedApplications shared = new SharedApplications();

    /** Nobody who has asked in another test. */
    private final String ann = "ann-" + UUID.randomUUID();

    private final String[] asAnn = {"X-User", ann};
    private final String[] asBob = {"X-User", "bob-" + UUID.randomUUID()};
    private final List<ScriptedApplication> applications = new ArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    /** Lets the provider end the answers that have begun. */
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        applications.forEach(ScriptedApplication::close);
        executor.shutdownNow();
    }

    private ScriptedApplication application(String... properties) {
        ScriptedApplication application = shared.with(
                Server.TOMCAT, List.of(ConversationApplication.class), answer("Fine."), withHeartbeats(properties));
        applications.add(application);
        return application;
    }

    private static String[] withHeartbeats(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("ai.streaming.heartbeat-interval=50ms");
        return all.toArray(String[]::new);
    }

    private ScriptedApplication application(List<Class<?>> configurations, String... properties) {
        ScriptedApplication application =
                new ScriptedApplication(Server.TOMCAT, false, configurations, withHeartbeats(properties));
        applications.add(application);
        application.play(answer("Fine."));
        return application;
    }

    private static ScriptedServer.Script answer(String text) {
        return connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text(text) + OpenAiWire.ending());
            connection.end();
        };
    }

    /** Half an answer, and then nothing until {@link #goOn}. */
    private ScriptedServer.Script half() {
        return connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Once upon"));
            while (goOn.getCount() > 0) {
                connection.chunk(": waiting\n\n"); // notices a client that has left
                goOn.await(20, TimeUnit.MILLISECONDS);
            }
            connection.chunk(OpenAiWire.text(" a time") + OpenAiWire.ending());
            connection.end();
        };
    }

    private static String lastBody(ScriptedApplication application) {
        var requests = application.provider.requests();
        return requests.get(requests.size() - 1).body();
    }

    private String messages(ScriptedApplication application, String id) throws Exception {
        return application.get("/messages?id=" + id, asAnn).body();
    }

    private void awaitMessages(ScriptedApplication application, String id, String expected) {
        await().untilAsserted(() -> assertThat(messages(application, id)).isEqualTo(expected));
    }

    @Test
    void sendsWhatWasSaidBeforeAndTheInstructionOnce() throws Exception {
        ScriptedApplication application = application(MEMORY);
        application.get("/talk?id=1&question=Hi", asAnn);
        assertThat(application.get("/talk?id=1&question=Again", asAnn).body()).contains("Fine.", "[DONE]");
        assertThat(lastBody(application))
                .contains("\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Fine.\"},"
                        + "{\"role\":\"user\",\"content\":\"Again\"}]");
        assertThat(messages(application, "1"))
                .isEqualTo("[\"user whole: Hi\",\"assistant whole: Fine.\",\"user whole: Again\","
                        + "\"assistant whole: Fine.\"]");
    }

    @Test
    void anAnswerInOnePieceIsSavedToo() throws Exception {
        ScriptedApplication application = application(MEMORY);
        assertThat(application.get("/talk/run?id=1&question=Hi", asAnn).body()).isEqualTo("Fine.");
        assertThat(messages(application, "1")).isEqualTo("[\"user whole: Hi\",\"assistant whole: Fine.\"]");
    }

    @Test
    void aStoppedAnswerIsSavedAndSentAgainAsAnInterruptedOne() throws Exception {
        for (String kept : List.of("true", "false")) {
            ScriptedApplication application = application(MEMORY, "ai.streaming.resume.enabled=" + kept);
            application.play(half());
            HttpResponse<InputStream> response = application.open("/talk?id=1&question=Story", asAnn);
            ScriptedApplication.readUntil(response.body(), "Once upon");
            Objects.requireNonNull(application.bean(ConversationApplication.Controller.class).last)
                    .stop();
            assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("cancelled");
            awaitMessages(application, "1", "[\"user whole: Story\",\"assistant interrupted: Once upon\"]");

            application.play(answer("Fine."));
            application.get("/talk?id=1&question=Hi", asAnn);
            assertThat(lastBody(application))
                    .contains(
                            "Once upon\\n\\n[This answer was interrupted here.",
                            "{\"role\":\"user\",\"content\":\"Hi\"}");
        }
    }

    @Test
    void whatABrowserThatHasLeftWasToldIsSaved() throws Exception {
        ScriptedApplication application = application(MEMORY);
        application.play(half());
        try (ScriptedApplication.Browser browser = application.browser("/talk?id=1&question=Story", asAnn)) {
            browser.readUntil("Once upon");
        }
        awaitMessages(application, "1", "[\"user whole: Story\",\"assistant interrupted: Once upon\"]");
    }

    @Test
    void whatWasCutIsSaved() throws Exception {
        ScriptedApplication application = application(MEMORY);
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Once upon"));
            connection.end();
        });
        assertThat(application.get("/talk?id=1&question=Story", asAnn).body()).contains("truncated");
        awaitMessages(application, "1", "[\"user whole: Story\",\"assistant interrupted: Once upon\"]");
    }

    @Test
    void whatFailedBeforeItBeganIsMarked() throws Exception {
        ScriptedApplication application = application(MEMORY, "ai.streaming.retry.max-attempts=1");
        application.play(connection -> {
            connection.head(500, "application/json");
            connection.chunk("{\"error\":{\"message\":\"no\"}}");
            connection.end();
        });
        assertThat(application.get("/talk?id=1&question=Story", asAnn).body()).contains("provider_error");
        awaitMessages(application, "1", "[\"user whole: Story\",\"assistant interrupted: \"]");
        application.awaitQuiet();
        application.play(answer("Fine."));
        application.get("/talk?id=1&question=Hi", asAnn);
        assertThat(lastBody(application)).contains("[This question was not answered");
    }

    @Test
    void twoOwnersHaveConversationsOfTheSameId() throws Exception {
        ScriptedApplication application = application(MEMORY);
        application.get("/talk?id=1&question=Secret", asAnn);
        application.get("/talk?id=1&question=Mine", asBob);
        assertThat(lastBody(application)).doesNotContain("Secret");
        assertThat(application.get("/messages?id=1", asBob).body()).doesNotContain("Secret");
        assertThat(application.get("/messages?id=1").body()).isEqualTo("[]");
        assertThat(application.get("/delete?id=1").body()).isEqualTo("false");
        assertThat(application.get("/delete?id=1", asBob).body()).isEqualTo("true");
        assertThat(messages(application, "1")).contains("Secret");
    }

    @Test
    void listsRenamesAndDeletes() throws Exception {
        ScriptedApplication application = application(MEMORY);
        for (String id : List.of("a", "b", "c")) {
            application.get("/talk?id=" + id + "&question=Hi", asAnn);
            Instants.await();
        }
        application.get("/talk?id=of-bob&question=Hi", asBob);
        application.get("/talk?id=of-nobody&question=Hi");
        assertThat(application.get("/conversations?offset=0&limit=10", asAnn).body())
                .isEqualTo("[\"c\",\"b\",\"a\"]");
        assertThat(application.get("/conversations?offset=1&limit=1", asAnn).body())
                .isEqualTo("[\"b\"]");
        assertThat(application.get("/conversations?offset=0&limit=10").body()).isEqualTo("[]");
        assertThat(application.get("/conversations?offset=0&limit=0", asAnn).statusCode())
                .isEqualTo(400);
        assertThat(application.get("/title?id=a", asAnn).body()).isEqualTo("Hi");
        assertThat(application.get("/rename?id=a&title=New", asAnn).body()).isEqualTo("true");
        assertThat(application.get("/title?id=a", asAnn).body()).isEqualTo("New");
        assertThat(application.get("/rename?id=a&title=a%0Ab", asAnn).statusCode())
                .isEqualTo(400);
        assertThat(application.get("/delete?id=b", asAnn).body()).isEqualTo("true");
        assertThat(application.get("/conversations?offset=0&limit=10", asAnn).body())
                .isEqualTo("[\"c\",\"a\"]");
        assertThat(application.get("/messages?id=of-nobody").body()).contains("user whole: Hi");
    }

    @Test
    void anIdThatIsNoneIsABadRequest() throws Exception {
        ScriptedApplication application = application(MEMORY);
        assertThat(application.get("/talk?id=%20&question=Hi", asAnn).statusCode())
                .isEqualTo(400);
        assertThat(application.get("/talk?id=a%00b&question=Hi", asAnn).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSecondQuestionAtTheSameTimeIsRefused() throws Exception {
        ScriptedApplication application = application(MEMORY);
        application.play(half());
        try (ScriptedApplication.Browser browser = application.browser("/talk?id=1&question=Story", asAnn)) {
            browser.readUntil("Once upon");
            application.play(answer("Fine."));
            HttpResponse<String> second = application.get("/talk?id=1&question=Hi", asAnn);
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("busy");
            assertThat(application.get("/talk?id=2&question=Hi", asAnn).body()).contains("Fine.");
            goOn.countDown();
            browser.readUntil("[DONE]");
        }
        application.awaitQuiet();
        assertThat(messages(application, "1"))
                .isEqualTo("[\"user whole: Story\",\"assistant whole: Once upon a time\"]");
        assertThat(application.get("/talk?id=1&question=Hi", asAnn).body()).contains("Fine.");
    }

    @Test
    void aSecondQuestionWaitsWhereTheSettingsSaySo() throws Exception {
        ScriptedApplication application = application(
                MEMORY, "ai.streaming.conversations.when-busy=wait", "ai.streaming.conversations.wait-timeout=50s");
        application.play(half());
        try (ScriptedApplication.Browser browser = application.browser("/talk?id=1&question=Story", asAnn)) {
            browser.readUntil("Once upon");
            application.play(answer("Fine."));
            CompletableFuture<String> second = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return application
                                    .get("/talk?id=1&question=Hi", asAnn)
                                    .body();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    executor);
            await().until(() -> application.bean(ActiveStreams.class).count() == 2);
            assertThat(application.provider.requests()).hasSize(1);
            goOn.countDown();
            assertThat(second.get()).contains("Fine.");
        }
        assertThat(messages(application, "1"))
                .isEqualTo("[\"user whole: Story\",\"assistant whole: Once upon a time\",\"user whole: Hi\","
                        + "\"assistant whole: Fine.\"]");
    }

    @Test
    void whatIsDeletedDuringItsAnswerStaysDeleted() throws Exception {
        ScriptedApplication application = application(MEMORY);
        application.play(half());
        try (ScriptedApplication.Browser browser = application.browser("/talk?id=1&question=Story", asAnn)) {
            browser.readUntil("Once upon");
            assertThat(application.get("/delete?id=1", asAnn).body()).isEqualTo("true");
            goOn.countDown();
            browser.readUntil("[DONE]");
        }
        application.awaitQuiet();
        assertThat(messages(application, "1")).isEqualTo("[]");
    }

    @Test
    void aHeadRequestAsksNothing() throws Exception {
        ScriptedApplication application = application(MEMORY);
        application.send("HEAD", "/talk?id=1&question=Hi", asAnn);
        assertThat(messages(application, "1")).isEqualTo("[]");
    }

    @Test
    void aBrowserThatComesBackAsksNothing() throws Exception {
        ScriptedApplication application = application(MEMORY, "ai.streaming.resume.enabled=true");
        String id = application
                .get("/talk?id=1&question=Hi", asAnn)
                .headers()
                .firstValue("X-AI-Stream-Id")
                .orElseThrow();
        application.get("/talk?id=1&question=Hi", "X-User", ann, "Last-Event-ID", id + ":1");
        assertThat(messages(application, "1")).isEqualTo("[\"user whole: Hi\",\"assistant whole: Fine.\"]");
    }

    @Test
    void callsAndResultsAreSavedAndSentAgain() throws Exception {
        ScriptedApplication application = application(MEMORY);
        AtomicInteger steps = new AtomicInteger();
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(
                    steps.getAndIncrement() == 0
                            ? "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":["
                                    + "{\"index\":0,\"id\":\"call_17\",\"type\":\"function\",\"function\":{\"name\":"
                                    + "\"weather\",\"arguments\":\"{ \\\"city\\\" : \\\"Oslo\\\" }\"}}]},"
                                    + "\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n"
                            : OpenAiWire.opening() + OpenAiWire.text("Cold.") + OpenAiWire.ending());
            connection.end();
        });
        assertThat(application
                        .get("/talk?id=1&question=Weather&tool=weather", asAnn)
                        .body())
                .contains("Cold.");
        application.get("/talk?id=1&question=Thanks", asAnn);
        assertThat(lastBody(application))
                .contains(
                        "\"id\":\"call_17\"",
                        "{ \\\"city\\\" : \\\"Oslo\\\" }",
                        "3 degrees in Oslo",
                        "Cold.",
                        "Thanks");
    }

    /** Anthropic wants its signatures back, byte for byte. */
    @Test
    void whatAProviderWantsBackIsKeptAsItCame() throws Exception {
        String signature = "EqQBCgIYAhIM+/=\\u00e9";
        ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk("data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"claude\","
                    + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n"
                    + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\","
                    + "\"thinking\":\"\",\"signature\":\"\"}}\n\n"
                    + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\","
                    + "\"thinking\":\"Hm.\"}}\n\n"
                    + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\","
                    + "\"signature\":\"" + signature + "\"}}\n\n"
                    + "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                    + "data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\","
                    + "\"text\":\"\"}}\n\n"
                    + "data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\","
                    + "\"text\":\"Fine.\"}}\n\n"
                    + "data: {\"type\":\"content_block_stop\",\"index\":1}\n\n"
                    + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                    + "\"usage\":{\"output_tokens\":2}}\n\ndata: {\"type\":\"message_stop\"}\n\n");
            connection.end();
        });
        ScriptedApplication application = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(ConversationApplication.class),
                server,
                MEMORY,
                "ai.streaming.default-provider=claude",
                "ai.streaming.providers.claude.type=anthropic",
                "ai.streaming.providers.claude.api-key=k",
                "ai.streaming.providers.claude.model=claude",
                "ai.streaming.providers.claude.base-url=" + server.url());
        applications.add(application);
        assertThat(application.get("/talk?id=1&question=Hi", asAnn).body()).contains("Fine.");
        application.get("/talk?id=1&question=Again", asAnn);
        assertThat(lastBody(application)).contains("\"thinking\":\"Hm.\"", "EqQBCgIYAhIM+/=");
    }

    @Test
    void aWindowOfTheApplicationsOwnSaysWhatIsSent() throws Exception {
        ScriptedApplication application = application(List.of(ConversationApplication.class, NoWindow.class), MEMORY);
        application.get("/talk?id=1&question=Hi", asAnn);
        application.get("/talk?id=1&question=Again", asAnn);
        assertThat(lastBody(application)).contains("Again").doesNotContain("\"Hi\"");
        assertThat(messages(application, "1")).contains("Hi", "Again");
    }

    @Test
    void aWindowIsCutAsTheSettingsSay() throws Exception {
        ScriptedApplication application = application(MEMORY, "ai.streaming.conversations.window.max-messages=2");
        for (String question : List.of("First", "Second", "Third")) {
            application.get("/talk?id=1&question=" + question, asAnn);
        }
        assertThat(lastBody(application)).contains("Second", "Third").doesNotContain("First");
    }

    @Test
    void whatCannotBeSavedIsToldAndNotAsked() throws Exception {
        ScriptedApplication application = application(List.of(ConversationApplication.class, FragileStore.class));
        FragileStore.Store store = application.bean(FragileStore.Store.class);
        store.failing = MessageState.WHOLE;
        assertThat(application.get("/talk?id=1&question=Hi", asAnn).statusCode())
                .isEqualTo(500);
        assertThat(application.provider.requests()).isEmpty();
        store.failing = null;
        assertThat(application.get("/talk?id=1&question=Hi", asAnn).body()).contains("Fine.");
    }

    @Test
    void anAnswerThatCannotBeSavedEndsWithAnError() throws Exception {
        ScriptedApplication application = application(List.of(ConversationApplication.class, FragileStore.class));
        application.bean(FragileStore.Store.class).failingAnswers = true;
        assertThat(application.get("/talk?id=1&question=Hi", asAnn).body()).contains("Fine.", "internal", "[DONE]");
        // the browser is told before the application
        await().untilAsserted(() -> assertThat(application.bean(ConversationApplication.Controller.class).errors)
                .containsExactly(ErrorCode.INTERNAL));
        application.bean(FragileStore.Store.class).failingAnswers = false;
        assertThat(application.get("/talk?id=1&question=Again", asAnn).body()).contains("Fine.");
        assertThat(lastBody(application)).contains("[This question was not answered");
    }

    /** More than there are threads that read from providers. */
    @Test
    void aSlowStoreHoldsUpNoOtherStream() throws Exception {
        ScriptedApplication application = application(List.of(ConversationApplication.class, FragileStore.class));
        FragileStore.Store store = application.bean(FragileStore.Store.class);
        CountDownLatch held = new CountDownLatch(1);
        store.held = held;
        int slow = 2 * Runtime.getRuntime().availableProcessors() + 2;
        List<HttpResponse<InputStream>> waiting = new ArrayList<>();
        for (int i = 0; i < slow; i++) {
            waiting.add(application.open("/talk?id=" + i + "&question=Hi", asAnn));
        }
        await().until(() -> store.waiting.get() == slow);
        assertThat(application.get("/chat?question=hi").body()).contains("Fine.", "[DONE]");
        held.countDown();
        for (HttpResponse<InputStream> response : waiting) {
            ScriptedApplication.readUntil(response.body(), "[DONE]");
        }
    }

    @Test
    void aDeadInstanceDoesNotLockAConversation() throws Exception {
        ScriptedApplication application = application(MEMORY);
        ConversationStore store = application.bean(ConversationStore.class);
        store.begin(new ConversationKey(ann, "1"), Duration.ofMillis(1));
        await().untilAsserted(() -> assertThat(
                        application.get("/talk?id=1&question=Hi", asAnn).body())
                .contains("Fine."));
    }

    @Test
    void withoutAStoreThereAreNoConversations() throws Exception {
        ScriptedApplication application = application(List.of());
        assertThat(application.context().getBeanProvider(AiConversations.class).getIfAvailable())
                .isNull();
        assertThatThrownBy(() -> application.bean(AiService.class).task().conversation("1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ai.streaming.conversations.store");
    }

    @Configuration(proxyBeanMethods = false)
    static class NoWindow {
        @Bean
        ConversationWindow window() {
            return earlier -> List.of();
        }
    }
}
