package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedProvider;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Qualifier;
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
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where code of the application runs on behalf of a request, it knows for whom. */
@Timeout(60)
class ContextTests {

    private static final String[] JANE = {
        "Authorization", "Basic amFuZTpzZWNyZXQ=", "Accept-Language", "nb-NO", "X-Customer", "acme"
    };

    private static @Nullable ScriptedApplication shared;

    private static ScriptedApplication application() {
        return Objects.requireNonNull(shared);
    }

    @BeforeAll
    static void open() {
        shared = new ScriptedApplication(
                Server.TOMCAT,
                true,
                List.of(Curious.class),
                "ai.streaming.default-provider=openai",
                "ai.streaming.retry.max-attempts=2",
                "ai.streaming.heartbeat-interval=100ms",
                "management.tracing.sampling.probability=1");
    }

    @BeforeEach
    void forget() {
        seen().clear();
    }

    @AfterAll
    static void close() {
        application().close();
    }

    private static Seen seen() {
        return application().bean(Seen.class);
    }

    private static void playAnswer() {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            connection.chunk(OpenAiWire.text("Hel"));
            connection.chunk(OpenAiWire.text("lo") + OpenAiWire.ending());
            connection.end();
        });
    }

    /** What was seen there is what the controller saw. */
    private static void assertSameContext(String... places) {
        for (String place : places) {
            await().untilAsserted(() -> assertThat(seen().contexts).containsKey(place));
            assertThat(seen().contexts.get(place))
                    .as(place)
                    .isEqualTo(seen().contexts.get("controller"));
        }
        assertThat(seen().contexts.get("controller"))
                .satisfies(context -> assertThat(context.trace()).isNotNull())
                .satisfies(context -> assertThat(context.loggedTrace()).isEqualTo(context.trace()))
                .satisfies(context -> assertThat(context.customer()).isEqualTo("acme"))
                .satisfies(context -> assertThat(context.user()).isEqualTo("jane"))
                .satisfies(context -> assertThat(context.locale()).isEqualTo("nb_NO"));
    }

    @Test
    void reachesTheCallbackOfAWholeAnswerAndTheFormat() throws Exception {
        playAnswer();
        assertThat(application().get("/curious", JANE).body()).contains("Hel").contains("[DONE]");

        assertSameContext("onComplete", "format.content", "format.complete");
    }

    @Test
    void reachesTheCallbackOfAFailure() throws Exception {
        application().play(connection -> connection.whole(401, "application/json", "{}"));
        application().get("/curious", JANE);

        assertSameContext("onError", "format.error");
    }

    @Test
    void reachesTheCallbackWhereTheBrowserHasLeft() throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hel"));
            connection.waitForClientToLeave();
        });
        try (ScriptedApplication.Browser browser = application().browser("/curious", JANE)) {
            browser.readUntil("Hel");
        }

        assertSameContext("onError");
    }

    @Test
    void reachesAListenerOfTheApplicationsOwn() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        application().play(connection -> {
            if (calls.getAndIncrement() == 0) {
                connection.whole(503, "application/json", "{}");
                return;
            }
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
            connection.chunk(OpenAiWire.ending());
            connection.end();
        });
        assertThat(application().get("/decorated", JANE).body()).contains("Hello");

        assertSameContext(
                "listener.onRestart", "listener.onEvent", "listener.onFlush", "listener.onComplete", "onComplete");
    }

    @Test
    void reachesAListenerOfTheApplicationsOwnThatIsToldOfAFailure() throws Exception {
        application().play(connection -> connection.whole(401, "application/json", "{}"));
        application().get("/decorated", JANE);

        assertSameContext("listener.onError", "onError");
    }

    @Test
    void reachesAProviderOfTheApplicationsOwnThatIsAskedAgainOrInstead() throws Exception {
        application().play(connection -> connection.whole(503, "application/json", "{}"));
        assertThat(application().get("/own", JANE).body()).contains("from own");

        assertSameContext("own.newCall", "own.start");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        playAnswer();
        application().get("/curious", JANE);
        await().untilAsserted(() -> assertThat(seen().contexts).containsKey("onComplete"));
        seen().clear();
        application().get("/curious", "Authorization", "Basic am9lOnNlY3JldA==", "Accept-Language", "fr");
        await().untilAsserted(() -> assertThat(seen().contexts).containsKey("onComplete"));

        assertThat(seen().contexts.get("onComplete"))
                .isEqualTo(seen().contexts.get("controller"))
                .satisfies(context -> assertThat(context.customer()).isNull())
                .satisfies(context -> assertThat(context.user()).isEqualTo("joe"));
    }

    /** What a thread knows of the request it works for. */
    record Known(
            @Nullable String trace,
            @Nullable String loggedTrace,
            @Nullable String customer,
            @Nullable String user,
            String locale) {}

    static final class Seen {
        final Map<String, Known> contexts = new ConcurrentHashMap<>();
        private final Tracer tracer;

        Seen(Tracer tracer) {
            this.tracer = tracer;
        }

        void here(String place) {
            Authentication user = SecurityContextHolder.getContext().getAuthentication();
            var span = tracer.currentSpan();
            contexts.put(
                    place,
                    new Known(
                            span == null ? null : span.context().traceId(),
                            MDC.get("traceId"),
                            MDC.get("customer"),
                            user == null ? null : user.getName(),
                            LocaleContextHolder.getLocale().toString()));
        }

        void clear() {
            contexts.clear();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Curious {

        @Bean
        Seen seen(Tracer tracer) {
            return new Seen(tracer);
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(basic -> {})
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("jane").password("{noop}secret").build(),
                    User.withUsername("joe").password("{noop}secret").build());
        }

        @Bean
        OncePerRequestFilter customer() {
            return new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws ServletException, IOException {
                    String customer = request.getHeader("X-Customer");
                    if (customer != null) {
                        MDC.put("customer", customer);
                    }
                    try {
                        chain.doFilter(request, response);
                    } finally {
                        MDC.remove("customer");
                    }
                }
            };
        }

        @Bean
        StreamFormat curiousFormat(Seen seen) {
            return new CuriousFormat(seen);
        }

        @Bean
        ChatProvider decorated(@Qualifier("openai") ChatProvider openai, Seen seen) {
            return new CuriousProvider(openai, seen);
        }

        @Bean
        ChatProvider own(Seen seen) {
            AtomicInteger calls = new AtomicInteger();
            return new OwnProvider(
                    ScriptedProvider.named("own").answer("from own"), seen, () -> calls.getAndIncrement() % 2 == 0);
        }

        @RestController
        static class Controller {
            private final AiService ai;
            private final Seen seen;

            Controller(AiService ai, Seen seen) {
                this.ai = ai;
                this.seen = seen;
            }

            @GetMapping("/curious")
            SseEmitter curious() {
                return stream(ai.task());
            }

            @GetMapping("/decorated")
            SseEmitter decorated() {
                return stream(ai.provider("decorated").task());
            }

            @GetMapping("/own")
            SseEmitter own() {
                return stream(ai.task().fallback("own"));
            }

            private SseEmitter stream(TaskBuilder task) {
                seen.here("controller");
                return task
                        .prompt("hi")
                        .onComplete(response -> seen.here("onComplete"))
                        .onError(error -> seen.here("onError"))
                        .stream();
            }
        }
    }

    private record CuriousFormat(Seen seen) implements StreamFormat {
        @Override
        public String name() {
            return "curious";
        }

        @Override
        public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
            return new CuriousEncoder(JsonFormat.CONTENT_ONLY.newEncoder(out, stream), seen);
        }
    }

    private record CuriousEncoder(StreamEncoder delegate, Seen seen) implements StreamEncoder, EventAdapter {
        @Override
        public void started(StreamEvent.Started event) {
            delegate.started(event);
        }

        @Override
        public void content(StreamEvent.Content event) {
            seen.here("format.content");
            delegate.content(event);
        }

        @Override
        public void reasoning(StreamEvent.Reasoning event) {
            delegate.reasoning(event);
        }

        @Override
        public void toolCallDelta(StreamEvent.ToolCallDelta event) {
            delegate.toolCallDelta(event);
        }

        @Override
        public void finished(StreamEvent.Finished event) {
            delegate.finished(event);
        }

        @Override
        public void complete(ChatResponse response) {
            seen.here("format.complete");
            delegate.complete(response);
        }

        @Override
        public void error(AiException error) {
            seen.here("format.error");
            delegate.error(error);
        }
    }

    /** A decorator of the application's own around a provider of ours. */
    private record CuriousProvider(ChatProvider delegate, Seen seen) implements ChatProvider {
        @Override
        public String name() {
            return "decorated";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            return new CuriousCall(delegate.newCall(request), seen);
        }
    }

    /** A provider of the application's own, which fails at every other call. */
    private record OwnProvider(ChatProvider delegate, Seen seen, BooleanSupplier fails) implements ChatProvider {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            seen.here("own.newCall");
            ChatProvider asked =
                    fails.getAsBoolean() ? ScriptedProvider.named("own").failWith(ErrorCode.OVERLOADED) : delegate;
            return new Stage(asked.newCall(request)) {
                @Override
                protected void begin() {
                    seen.here("own.start");
                    super.begin();
                }
            };
        }
    }

    private static final class CuriousCall extends Stage {
        private final Seen seen;

        CuriousCall(ChatCall delegate, Seen seen) {
            super(delegate);
            this.seen = seen;
        }

        @Override
        public void onEvent(StreamEvent event) {
            seen.here("listener.onEvent");
            super.onEvent(event);
        }

        @Override
        public void onFlush() {
            seen.here("listener.onFlush");
            super.onFlush();
        }

        @Override
        public void onRestart(Restart restart) {
            seen.here("listener.onRestart");
            super.onRestart(restart);
        }

        @Override
        public void onComplete(ChatResponse response) {
            seen.here("listener.onComplete");
            super.onComplete(response);
        }

        @Override
        public void onError(AiException error) {
            seen.here("listener.onError");
            super.onError(error);
        }
    }
}
