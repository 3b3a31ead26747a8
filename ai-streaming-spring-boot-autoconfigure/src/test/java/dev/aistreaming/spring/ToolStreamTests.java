package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.tool.ToolContext;
import io.micrometer.tracing.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tools of beans, from the browser's request to the model and back. */
@Timeout(60)
class ToolStreamTests {

    private static final String[] JANE = {"Authorization", "Basic amFuZTpzZWNyZXQ=", "Accept-Language", "nb-NO"};

    @RegisterExtension
    static final SharedApplications shared = new SharedApplications();

    private final List<ScriptedApplication> applications = new ArrayList<>();

    @AfterEach
    void close() {
        applications.forEach(ScriptedApplication::close);
    }

    private ScriptedApplication application(boolean security, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("ai.streaming.sse.include-tool-calls=true");
        all.add("ai.streaming.sse.include-tool-results=true");
        all.add("ai.streaming.heartbeat-interval=50ms");
        String[] settings = all.toArray(String[]::new);
        ScriptedApplication application = security
                ? new ScriptedApplication(Server.TOMCAT, true, List.of(Beans.class, Security.class), settings)
                : shared.with(Server.TOMCAT, List.of(Beans.class), calling("none", "{}"), settings);
        application.bean(Seen.class).forget();
        applications.add(application);
        return application;
    }

    /** The rest of an answer that calls a tool. */
    static String call(String tool, String arguments) {
        return "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-test\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":["
                + "{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"" + tool
                + "\",\"arguments\":\"" + arguments.replace("\"", "\\\"") + "\"}}]},\"finish_reason\":null}]}\n\n"
                + "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-test\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
    }

    /** A call of the tool, and then an answer. */
    private static ScriptedServer.Script calling(String tool, String arguments) {
        AtomicInteger steps = new AtomicInteger();
        return connection -> {
            connection.head(200, "text/event-stream");
            if (steps.getAndIncrement() % 2 == 0) {
                connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Let me see. ") + call(tool, arguments));
            } else {
                connection.chunk(OpenAiWire.opening() + OpenAiWire.text("It is cold.") + OpenAiWire.ending());
            }
            connection.end();
        };
    }

    private static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).strip())
                .toList();
    }

    @Test
    void streamsTextsCallsAndResults() throws Exception {
        ScriptedApplication application = application(false);
        application.play(calling("weather", "{\"city\":\"Bern\"}"));

        assertThat(data(application.get("/tools?name=weather").body()))
                .containsExactly(
                        "{\"content\":\"Let me see. \"}",
                        "{\"toolCall\":{\"id\":\"call_1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Bern\"}}}",
                        "{\"toolResult\":{\"id\":\"call_1\",\"name\":\"weather\",\"result\":\"3 degrees in Bern\"}}",
                        "{\"step\":{\"finishReason\":\"tool_calls\"}}",
                        "{\"content\":\"It is cold.\"}",
                        "[DONE]");
        List<Message> messages = application.bean(Seen.class).answers.get(0).messages();
        assertThat(messages).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
    }

    @Test
    void replaysTheSameEvents() throws Exception {
        ScriptedApplication application = application(false, "ai.streaming.resume.enabled=true");
        application.play(calling("weather", "{\"city\":\"Bern\"}"));

        String first = application.get("/tools?name=weather").body();
        String id = first.lines()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow()
                .substring(3)
                .strip();
        String again =
                application.get("/tools?name=weather", "Last-Event-ID", id).body();

        List<String> all = data(first);
        assertThat(data(again))
                .isNotEmpty()
                .isEqualTo(all.subList(all.size() - data(again).size(), all.size()));
        assertThat(again).contains("toolResult", "\"step\"", "[DONE]");
    }

    @Test
    void whatAToolThrowsIsShownToNobody() throws Exception {
        ScriptedApplication application = application(false);
        application.play(calling("failing", "{}"));

        String body = application.get("/tools?name=failing").body();

        assertThat(body)
                .contains("\"error\":\"The tool failed.\"")
                .contains("[DONE]")
                .doesNotContain("SECRET");
        assertThat(application.provider.requests().get(1).body())
                .contains("The tool failed.")
                .doesNotContain("SECRET");
    }

    @Test
    void aFailureEndsTheStreamWhereItIsToldTo() throws Exception {
        ScriptedApplication application = application(false, "ai.streaming.tools.end-on-failure=true");
        application.play(calling("failing", "{}"));

        assertThat(application.get("/tools?name=failing").body())
                .contains("\"code\":\"tool_failed\"")
                .doesNotContain("SECRET");
    }

    /** The events of a stream whose tool asked, and was answered. */
    private static String decided(ScriptedApplication application, boolean yes) throws Exception {
        application.play(calling("refund", "{\"order\":7}"));
        try (ScriptedApplication.Browser browser = application.browser("/tools?name=refund")) {
            String asked = browser.readUntil("\"approval\"") + browser.readUntil(": keep-alive");
            assertThat(application.bean(Seen.class).refunded).isEmpty();
            String event =
                    EventsController.between(asked, "{\"approval\":", "\n").get(0);
            String path = "/approve?stream="
                    + EventsController.between(event, "\"streamId\":\"", "\"").get(0) + "&approval="
                    + EventsController.between(event, "{\"id\":\"", "\"").get(0) + "&yes=" + yes;
            assertThat(application.get(path).body()).isEqualTo("true");
            return browser.readUntil("[DONE]");
        }
    }

    @Test
    void aMethodThatAsksRunsWhenItIsApproved() throws Exception {
        ScriptedApplication application = application(false);

        assertThat(decided(application, true)).contains("\"result\":\"refunded 7\"", "It is cold.");
        assertThat(application.bean(Seen.class).refunded).containsExactly(7);
        assertThat(application.provider.requests().get(1).body()).contains("refunded 7");
    }

    @Test
    void aMethodThatIsRefusedDoesNotRunAndTheModelIsToldWhy() throws Exception {
        ScriptedApplication application = application(false);

        assertThat(decided(application, false)).contains("did not approve", "It is cold.");
        assertThat(application.bean(Seen.class).refunded).isEmpty();
        assertThat(application.provider.requests().get(1).body())
                .contains("did not approve", "Reason: That is too much");
    }

    @Test
    void aBrowserThatLeavesInterruptsTheTool() throws Exception {
        ScriptedApplication application = application(false);
        application.play(calling("slow", "{}"));
        Seen seen = application.bean(Seen.class);
        try (ScriptedApplication.Browser browser = application.browser("/tools?name=slow")) {
            browser.readUntil("toolCall");
            assertThat(seen.running.await(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(seen.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        application.awaitQuiet();
    }

    @Test
    void aToolThatTakesTooLongIsGivenUp() throws Exception {
        ScriptedApplication application = application(false, "ai.streaming.tools.timeout=50ms");
        application.play(calling("slow", "{}"));

        assertThat(application.get("/tools?name=slow").body())
                .contains("did not answer within 50 ms")
                .contains("It is cold.");
    }

    @Test
    void theNumberOfStepsIsLimited() throws Exception {
        ScriptedApplication application = application(false, "ai.streaming.tools.max-steps=2");
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + call("weather", "{\"city\":\"Bern\"}"));
            connection.end();
        });
        application.get("/tools?name=weather");

        assertThat(application.provider.requests()).hasSize(2);
        assertThat(application.provider.requests().get(1).body()).doesNotContain("\"tools\"");
    }

    @Test
    void theProviderThatIsAskedInsteadCallsToolsToo() throws Exception {
        ScriptedServer broken = new ScriptedServer(connection -> connection.whole(503, "application/json", "{}"));
        ScriptedApplication application = application(
                false,
                "ai.streaming.default-provider=broken",
                "ai.streaming.providers.broken.type=openai",
                "ai.streaming.providers.broken.base-url=" + broken.url(),
                "ai.streaming.providers.broken.api-key=k",
                "ai.streaming.providers.broken.model=m",
                "ai.streaming.providers.broken.retry.max-attempts=1",
                "ai.streaming.fallback=openai");
        application.play(calling("weather", "{\"city\":\"Bern\"}"));

        assertThat(application.get("/tools?name=weather").body())
                .contains("3 degrees in Bern")
                .contains("It is cold.");
        broken.close();
    }

    @Test
    void toolsRunInTheContextOfTheRequest() throws Exception {
        ScriptedApplication application = application(true, "management.tracing.sampling.probability=1");
        application.play(calling("context", "{}"));

        assertThat(application.get("/tools?name=context", JANE).body()).contains("It is cold.");

        Seen seen = application.bean(Seen.class);
        assertThat(seen.contexts.get("tool")).isEqualTo(seen.contexts.get("controller"));
        assertThat(Objects.requireNonNull(seen.contexts.get("tool")).user()).isEqualTo("jane");
        assertThat(seen.contexts.get("tool").customer()).isEqualTo("acme");
        assertThat(seen.contexts.get("tool").locale()).isEqualTo("nb_NO");
        assertThat(seen.contexts.get("tool").trace()).isNotNull();
    }

    @Test
    void theContextNamesUserLocaleAndStream() throws Exception {
        ScriptedApplication application = application(true);
        application.play(calling("who", "{}"));

        String body = application.get("/tools?name=who", JANE).body();
        assertThat(body).contains("jane nb_NO true");

        application.get("/tools/run?name=who", JANE);
        assertThat(application.provider.requests().get(3).body()).contains("jane nb_NO false");
    }

    /** What a thread knows of the request it works for. */
    record Known(
            @Nullable String trace,
            @Nullable String customer,
            @Nullable String user,
            String locale) {}

    static class Seen {
        final Map<String, Known> contexts = new ConcurrentHashMap<>();
        final List<ChatResponse> answers = new CopyOnWriteArrayList<>();
        final List<Integer> refunded = new CopyOnWriteArrayList<>();
        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        private final Tracer tracer;

        Seen(Tracer tracer) {
            this.tracer = tracer;
        }

        void forget() {
            contexts.clear();
            answers.clear();
            refunded.clear();
        }

        void here(String place) {
            Authentication user = SecurityContextHolder.getContext().getAuthentication();
            var span = tracer.currentSpan();
            contexts.put(
                    place,
                    new Known(
                            span == null ? null : span.context().traceId(),
                            MDC.get("customer"),
                            user == null ? null : user.getName(),
                            LocaleContextHolder.getLocale().toString()));
        }
    }

    static class Tools {
        private final Seen seen;

        Tools(Seen seen) {
            this.seen = seen;
        }

        @AiTool("Tells the weather of a city")
        public String weather(String city) {
            return "3 degrees in " + city;
        }

        @AiTool(value = "Refunds an order", approval = true)
        public String refund(int order) {
            seen.refunded.add(order);
            return "refunded " + order;
        }

        @AiTool("Fails")
        public String failing() {
            throw new IllegalStateException("jdbc:SECRET");
        }

        @AiTool("Takes its time")
        public String slow() throws InterruptedException {
            seen.running.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } catch (InterruptedException e) {
                seen.interrupted.countDown();
                throw e;
            }
        }

        @AiTool("Looks around")
        public void context() {
            seen.here("tool");
        }

        @AiTool("Tells who asks")
        public String who(ToolContext context) {
            Locale locale = context.locale();
            return context.user() + " " + locale + " " + (context.streamId() != null);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        Seen seen(Tracer tracer) {
            return new Seen(tracer);
        }

        @Bean
        Tools tools(Seen seen) {
            return new Tools(seen);
        }

        @RestController
        static class Controller {
            private final AiService ai;
            private final AiStreams streams;
            private final Seen seen;

            Controller(AiService ai, AiStreams streams, Seen seen) {
                this.ai = ai;
                this.streams = streams;
                this.seen = seen;
            }

            @GetMapping("/tools")
            SseEmitter tools(@RequestParam String name) {
                MDC.put("customer", "acme");
                try {
                    seen.here("controller");
                    return ai.task().prompt("hi").tools(name).onComplete(seen.answers::add).stream();
                } finally {
                    MDC.remove("customer");
                }
            }

            @GetMapping("/approve")
            String approve(@RequestParam String stream, @RequestParam String approval, @RequestParam boolean yes) {
                return String.valueOf(streams.approve(stream, approval, yes, yes ? null : "That is too much"));
            }

            @GetMapping("/tools/run")
            String run(@RequestParam String name) {
                return Objects.requireNonNull(
                        ai.task().prompt("hi").tools(name).run().content());
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Security {

        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(basic -> {})
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("jane").password("{noop}secret").build());
        }
    }
}
