package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spans and meters of an application as Spring Boot sets it up, with the exporter in memory. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityTests {

    private static final ScriptedServer SPARE =
            ScriptedServer.streaming((OpenAiWire.opening() + OpenAiWire.text("from spare") + OpenAiWire.ending())
                    .replace("gpt-test", "spare-model"));

    private static final ScriptedServer SILENT = new ScriptedServer(connection -> {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hel"));
        connection.waitForClientToLeave();
    });

    private static @Nullable ScriptedApplication shared;

    private static ScriptedApplication start(String... properties) {
        return new ScriptedApplication(Server.TOMCAT, false, List.of(Exporter.class), properties);
    }

    private static ScriptedApplication application() {
        return Objects.requireNonNull(shared);
    }

    @BeforeAll
    static void open() {
        shared = start(
                "management.tracing.sampling.probability=1",
                "ai.streaming.default-provider=openai",
                "ai.streaming.heartbeat-interval=100ms",
                "ai.streaming.retry.max-attempts=2",
                "ai.streaming.providers.impatient.type=openai",
                "ai.streaming.providers.impatient.base-url=" + SILENT.url(),
                "ai.streaming.providers.impatient.model=gpt-test",
                "ai.streaming.providers.impatient.timeouts.idle=100ms",
                "ai.streaming.providers.spare.type=openai",
                "ai.streaming.providers.spare.base-url=" + SPARE.url(),
                "ai.streaming.providers.spare.model=spare-model");
    }

    @BeforeEach
    void forget() {
        application().bean(InMemorySpanExporter.class).reset();
        MeterRegistry registry = application().bean(MeterRegistry.class);
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getType() != Meter.Type.GAUGE)
                .forEach(registry::remove);
        application().provider.requests().clear();
    }

    @AfterAll
    static void close() {
        application().close();
        SPARE.close();
        SILENT.close();
    }

    private static void answer(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        connection.chunk(OpenAiWire.text("Hel"));
        connection.chunk(OpenAiWire.text("lo") + OpenAiWire.ending());
        connection.end();
    }

    private static List<SpanData> spans(ScriptedApplication application) {
        return application.bean(InMemorySpanExporter.class).getFinishedSpanItems();
    }

    private static SpanData span(ScriptedApplication application, String name) {
        await().until(() ->
                spans(application).stream().anyMatch(span -> span.getName().equals(name)));
        return spans(application).stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The request of an earlier test may end late, so its name is not enough. */
    private static SpanData parent(ScriptedApplication application, SpanData child) {
        return await().until(
                        () -> spans(application).stream()
                                .filter(span -> span.getSpanId().equals(child.getParentSpanId()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static @Nullable String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static RequiredSearch meter(String name) {
        return application().bean(MeterRegistry.class).get(name);
    }

    private static void awaitOutcome(String outcome) {
        awaitOutcome("openai", outcome);
    }

    private static void awaitOutcome(String provider, String outcome) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(meter("ai.streaming.streams")
                                .tags("provider", provider, "outcome", outcome)
                                .counter()
                                .count())
                        .isEqualTo(1));
    }

    @Test
    void theCallIsAChildOfTheRequest() throws Exception {
        application().play(ObservabilityTests::answer);
        application().stream();

        SpanData call = span(application(), "chat gpt-test");
        SpanData request = parent(application(), call);
        assertThat(request.getName()).isEqualTo("http get /chat");
        assertThat(call.getTraceId()).isEqualTo(request.getTraceId());
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attribute(call, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(attribute(call, "gen_ai.provider.name")).isEqualTo("openai");
        assertThat(attribute(call, "gen_ai.request.model")).isEqualTo("gpt-test");
        assertThat(attribute(call, "gen_ai.response.model")).isEqualTo("gpt-test");
        assertThat(attribute(call, "gen_ai.response.finish_reasons")).isEqualTo("[\"stop\"]");
        assertThat(attribute(call, "gen_ai.usage.input_tokens")).isEqualTo("12");
        assertThat(attribute(call, "gen_ai.usage.output_tokens")).isEqualTo("40");
        assertThat(attribute(call, "gen_ai.response.time_to_first_chunk")).isNotNull();
        assertThat(attribute(call, "server.address")).isEqualTo("127.0.0.1");
        assertThat(attribute(call, "error.type")).isNull();
    }

    @Test
    void theTraceStaysHereByDefault() throws Exception {
        application().play(ObservabilityTests::answer);
        application().stream();

        assertThat(application().provider.requests().get(0).headers()).doesNotContainKey("traceparent");
    }

    @Test
    void theTraceGoesOnAtTheProviderWhereItIsAskedForWithEachAttempt() throws Exception {
        try (ScriptedApplication propagating =
                start("ai.streaming.observability.propagate-trace=true", "management.tracing.sampling.probability=1")) {
            AtomicInteger calls = new AtomicInteger();
            propagating.play(connection -> {
                if (calls.getAndIncrement() == 0) {
                    connection.whole(503, "application/json", "{}");
                } else {
                    answer(connection);
                }
            });
            propagating.stream();

            SpanData call = span(propagating, "chat gpt-test");
            assertThat(propagating.provider.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.headers().get("traceparent"))
                            .startsWith("00-" + call.getTraceId() + "-" + call.getSpanId() + "-"));
        }
    }

    @Test
    void aFallbackIsAChildOfTheRequestToo() throws Exception {
        application().play(connection -> connection.whole(503, "application/json", "{}"));
        assertThat(application().get("/fallback?to=spare").body()).contains("from spare");

        SpanData request = span(application(), "http get /fallback");
        SpanData failed = span(application(), "chat gpt-test");
        SpanData answered = span(application(), "chat spare-model");
        assertThat(failed.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(answered.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attribute(failed, "error.type")).isEqualTo("overloaded");
        assertThat(meter("ai.streaming.retries")
                        .tags("provider", "openai", "code", "overloaded")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meter("ai.streaming.fallbacks")
                        .tags("provider", "openai", "fallback", "spare", "code", "overloaded")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void measuresCallsByTheNamesOfTheConvention() throws Exception {
        application().play(ObservabilityTests::answer);
        application().stream();

        assertThat(meter("gen_ai.client.operation.duration")
                        .tags("gen_ai.provider.name", "openai", "gen_ai.request.model", "gpt-test")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meter("gen_ai.client.operation.time_to_first_chunk").timer().count())
                .isEqualTo(1);
        assertThat(meter("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(40);
    }

    @Test
    void anAnswerInOnePieceIsMeasuredToo() throws Exception {
        application().play(ObservabilityTests::answer);
        application().get("/ask?question=hi");

        assertThat(span(application(), "chat gpt-test").getParentSpanId())
                .isEqualTo(span(application(), "http get /ask").getSpanId());
        assertThat(meter("gen_ai.client.operation.duration").timer().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"stop, completed", "tool_calls, completed", "length, length", "content_filter, content_filter"})
    void countsWhatBecameOfAnswers(String finishReason, String outcome) throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
            connection.chunk(OpenAiWire.ending().replace("\"stop\"", "\"" + finishReason + "\""));
            connection.end();
        });
        application().stream();

        awaitOutcome(outcome);
    }

    @Test
    void countsAnAnswerThatBreaksOff() throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hel"));
            connection.end();
        });
        application().stream();

        awaitOutcome("truncated");
    }

    @Test
    void countsAnAnswerThatFallsSilent() throws Exception {
        application().get("/of/impatient");

        awaitOutcome("impatient", "timeout");
    }

    @Test
    void countsAFailure() throws Exception {
        application().play(connection -> connection.whole(401, "application/json", "{}"));
        application().stream();

        awaitOutcome("error");
    }

    @Test
    void countsABrowserThatLeavesAndHowSoonTheCallHasEnded() throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hel"));
            connection.waitForClientToLeave();
        });
        try (ScriptedApplication.Browser browser = application().browser("/chat?question=hi")) {
            browser.readUntil("Hel");
            assertThat(meter("ai.streaming.streams.active").gauge().value()).isEqualTo(1);
            assertThat(connections("active")).isEqualTo(1);
        }

        awaitOutcome("cancelled");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(meter("ai.streaming.cancel.latency")
                                .tag("provider", "openai")
                                .timer()
                                .count())
                        .isEqualTo(1));
        assertThat(attribute(span(application(), "chat gpt-test"), "error.type"))
                .isEqualTo("cancelled");
        application().awaitQuiet();
        assertThat(meter("ai.streaming.streams.active").gauge().value()).isZero();
        assertThat(connections("active")).isZero();
    }

    @Test
    void countsTheConnectionsThatWaitForTheirNextUse() throws Exception {
        application().stream();

        await().untilAsserted(() -> assertThat(connections("idle")).isPositive());
    }

    private double connections(String state) {
        return meter("ai.streaming.provider.connections")
                .tag("state", state)
                .gauge()
                .value();
    }

    @Test
    void nothingThatPeopleOrModelsSayIsRecorded(CapturedOutput output) throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("confidential-answer") + OpenAiWire.ending());
            connection.end();
        });
        application()
                .post("/chat", "text/plain", "confidential-question")
                .body()
                .readAllBytes();
        application()
                .play(connection -> connection.whole(
                        400, "application/json", "{\"error\":{\"message\":\"confidential-question is not allowed\"}}"));
        application()
                .post("/chat", "text/plain", "confidential-question")
                .body()
                .readAllBytes();

        await().until(() -> spans(application()).size() == 4);
        assertThat(spans(application()).toString()).doesNotContain("confidential");
        assertThat(application().bean(MeterRegistry.class).getMeters().toString())
                .doesNotContain("confidential");
        assertThat(output.toString().lines().filter(line -> line.contains("confidential")))
                .as("the provider's own words are in the log, and nothing else")
                .allMatch(line -> line.contains("[it said: confidential-question is not allowed]"));
    }

    @Test
    void whatPeopleAndModelsSayIsRecordedWhereItIsAskedForWithAWarning(CapturedOutput output) throws Exception {
        try (ScriptedApplication open =
                start("ai.streaming.observability.include-content=true", "management.tracing.sampling.probability=1")) {
            assertThat(output).contains("ai.streaming.observability.include-content is on");
            open.play(ObservabilityTests::answer);
            open.get("/chat?question=the-question");

            SpanData call = span(open, "chat gpt-test");
            assertThat(attribute(call, "gen_ai.input.messages")).contains("the-question");
            assertThat(attribute(call, "gen_ai.output.messages")).contains("Hello");
        }
    }

    @Test
    void theLogOfAFailureHasTheTrace(CapturedOutput output) throws Exception {
        application().play(connection -> connection.whole(401, "application/json", "{}"));
        application().stream();

        String trace = span(application(), "chat gpt-test").getTraceId();
        await().untilAsserted(() -> assertThat(output.toString().lines())
                .anyMatch(line -> line.contains(trace) && line.contains("failed: authentication")));
    }

    @Configuration(proxyBeanMethods = false)
    static class Exporter {
        @Bean
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }

        @Bean
        SpanProcessor exportAtOnce(InMemorySpanExporter exporter) {
            return SimpleSpanProcessor.create(exporter);
        }
    }
}
