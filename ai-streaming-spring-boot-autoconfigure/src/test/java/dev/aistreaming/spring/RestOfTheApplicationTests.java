package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.CommonsRequestLoggingFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Streams beside what else applications have. */
@Tag("integration")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class RestOfTheApplicationTests {

    private final CountDownLatch firstHasArrived = new CountDownLatch(1);

    private void twoWords(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("first"));
        firstHasArrived.await();
        connection.chunk(OpenAiWire.text("second") + OpenAiWire.ending());
        connection.end();
    }

    private static void manyWords(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word ".repeat(1000)) + OpenAiWire.ending());
        connection.end();
    }

    private ScriptedApplication application(Server server, List<Class<?>> configurations, String... properties) {
        ScriptedApplication application = new ScriptedApplication(server, false, configurations, properties);
        application.play(this::twoWords);
        return application;
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void anAdviceForAllExceptionsSeesNoneOfAStream(Server server, CapturedOutput output) throws Exception {
        try (ScriptedApplication application = application(server, List.of(CatchAll.class))) {
            assertStreams(server, application.open("/chat?question=hi"));
            application.awaitQuiet();
        }
        assertQuiet(output);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void anAdviceForAllExceptionsSeesNoneOfABrowserThatLeaves(Server server, CapturedOutput output) throws Exception {
        try (ScriptedApplication application =
                application(server, List.of(CatchAll.class), "ai.streaming.heartbeat-interval=50ms")) {
            try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
                browser.readUntil("first");
            }
            await().until(() -> application.provider.requests().size() == 1
                    && application.bean(ActiveStreams.class).count() == 0);
            firstHasArrived.countDown();
            application.awaitQuiet();
        }
        assertQuiet(output);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aFilterThatLogsRequestsDoesNotHoldUpTheStream(Server server, CapturedOutput output) throws Exception {
        try (ScriptedApplication application = application(
                server,
                List.of(RequestLogging.class),
                "logging.level." + CommonsRequestLoggingFilter.class.getName() + "=debug")) {
            assertStreams(server, application.post("/chat?verbose=1", "text/plain", "the question"));
            application.awaitQuiet();
        }
        assertThat(output.getOut())
                .contains("Before request [POST /chat?verbose=1]")
                .containsOnlyOnce("After request [POST /chat?verbose=1, payload=the question]");
        assertQuiet(output);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aFilterForEntityTagsDoesNotHoldUpTheStream(Server server, CapturedOutput output) throws Exception {
        try (ScriptedApplication application = application(server, List.of(EntityTags.class))) {
            HttpResponse<InputStream> response = application.open("/chat?question=hi");

            assertStreams(server, response);
            assertThat(response.headers().firstValue("ETag")).isEmpty();
            assertThat(response.headers().firstValue("Content-Length")).isEmpty();
            application.awaitQuiet();
        }
        assertQuiet(output);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void anAnswerThatIsFasterThanSpringArrivesWholeThroughEntityTags(Server server) throws Exception {
        try (ScriptedApplication application = application(server, List.of(EntityTags.class, Hesitation.class))) {
            application.play(RestOfTheApplicationTests::manyWords);

            HttpResponse<String> response = application.get("/chat?question=hi");

            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.body()).contains("word word").endsWith("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void compressionDoesNotHoldUpTheStream(Server server, CapturedOutput output) throws Exception {
        try (ScriptedApplication application = application(
                server,
                List.of(),
                "server.compression.enabled=true",
                "server.compression.min-response-size=1",
                "server.compression.mime-types=text/event-stream,application/json,text/plain,application/problem+json")) {
            assertStreams(server, application.open("/chat?question=hi", "Accept-Encoding", "gzip"));
            application.play(RestOfTheApplicationTests::manyWords);
            HttpResponse<String> other = application.get("/ask?question=hi", "Accept-Encoding", "gzip");

            assertThat(other.headers().firstValue("Content-Encoding")).hasValue("gzip");
            application.awaitQuiet();
        }
        assertQuiet(output);
    }

    @Test
    void http2CarriesTheStreamWithoutAConnectionHeader(CapturedOutput output) throws Exception {
        try (ScriptedApplication application = application(Server.TOMCAT, List.of(), "server.http2.enabled=true")) {
            application.get("/invalid"); // upgrades the connection
            HttpResponse<InputStream> response = application.open("/chat?question=hi");

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertStreams(Server.TOMCAT, response);
            application.awaitQuiet();
        }
        assertQuiet(output);
    }

    private void assertStreams(Server server, HttpResponse<InputStream> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-cache"));
        assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
        if (response.version() == HttpClient.Version.HTTP_2) {
            assertThat(response.headers().firstValue("Connection")).isEmpty();
        } else if (server == Server.TOMCAT) { // Jetty leaves out what HTTP/1.1 implies
            assertThat(response.headers().firstValue("Connection")).hasValue("keep-alive");
        }
        boolean zipped =
                response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        try (InputStream body = zipped ? new GZIPInputStream(response.body()) : response.body()) {
            ScriptedApplication.readUntil(body, "data: {\"content\":\"first\"}\n\n");
            firstHasArrived.countDown();
            ScriptedApplication.readUntil(body, "data: {\"content\":\"second\"}\n\ndata: [DONE]\n\n");
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    private static void assertQuiet(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain(" WARN ", " ERROR ", "\tat ");
    }

    @RestControllerAdvice
    static class CatchAll {
        @ExceptionHandler(Exception.class)
        ResponseEntity<String> handle(Exception e) {
            LoggerFactory.getLogger(CatchAll.class).error("Something went wrong", e);
            return ResponseEntity.internalServerError().body("sorry");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RequestLogging {
        @Bean
        CommonsRequestLoggingFilter logging() {
            CommonsRequestLoggingFilter filter = new CommonsRequestLoggingFilter();
            filter.setIncludeQueryString(true);
            filter.setIncludePayload(true);
            return filter;
        }
    }

    /** Spring MVC begins to stream only when the provider has said everything. */
    @Configuration(proxyBeanMethods = false)
    static class Hesitation {
        private static final String ABOUT_TO_STREAM = ShallowEtagHeaderFilter.class.getName() + ".STREAMING";

        @Bean
        FilterRegistrationBean<Filter> hesitation(ActiveStreams streams) {
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) ->
                    chain.doFilter(new Hesitant((HttpServletRequest) request, streams), response));
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }

        private static final class Hesitant extends HttpServletRequestWrapper {
            private final ActiveStreams streams;

            private Hesitant(HttpServletRequest request, ActiveStreams streams) {
                super(request);
                this.streams = streams;
            }

            @Override
            public void setAttribute(String name, Object value) {
                if (name.equals(ABOUT_TO_STREAM)) {
                    await().until(() -> streams.count() == 0);
                }
                super.setAttribute(name, value);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EntityTags {
        @Bean
        ShallowEtagHeaderFilter entityTags() {
            return new ShallowEtagHeaderFilter();
        }
    }
}
