package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class FormatChoiceTests {

    @RegisterExtension
    static final SharedApplications applications = new SharedApplications();

    private static final String UNKNOWN_STREAM = "0123456789abcdef0123456789abcdef:1";

    private static void play(ScriptedConnection connection) throws IOException {
        if (connection.request().body().contains("fail")) {
            connection.head(500, "application/json");
            connection.chunk("{}");
        } else {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending());
        }
        connection.end();
    }

    private static ScriptedApplication application(String... properties) {
        return applications.with(Server.TOMCAT, List.of(Own.class), FormatChoiceTests::play, properties);
    }

    private static String data(HttpResponse<String> response) {
        return response.body().replaceAll("id: [^\n]*\n", "").replaceAll("(?m)^\n", "");
    }

    @Test
    void aFormatOfTheApplicationTakesThePlaceOfOurs() throws Exception {
        try (ScriptedApplication application = application()) {
            HttpResponse<String> response = application.get("/chat?question=hi");
            assertThat(data(response)).isEqualTo("data: HELLO\ndata: THE END\n");
            assertThat(response.headers().firstValue("x-loud")).hasValue("very");
        }
    }

    @Test
    void aStreamChoosesItsFormatByName() throws Exception {
        try (ScriptedApplication application = application("ai.streaming.sse.format=json")) {
            assertThat(data(application.get("/chat?question=hi")))
                    .isEqualTo("data: {\"content\":\"hello\"}\ndata: [DONE]\n");
            HttpResponse<String> response = application.get("/as/loud/hi");
            assertThat(data(response)).isEqualTo("data: HELLO\ndata: THE END\n");
            assertThat(response.headers().firstValue("x-loud")).hasValue("very");
        }
    }

    @Test
    void anErrorIsToldInTheFormatOfItsStream() throws Exception {
        try (ScriptedApplication application =
                application("ai.streaming.sse.format=json", "ai.streaming.retry.max-attempts=1")) {
            assertThat(data(application.get("/as/loud/fail"))).isEqualTo("data: OH NO: PROVIDER_ERROR\n");
        }
    }

    @Test
    void aFormatThatNobodyHasIsABadRequest() throws Exception {
        try (ScriptedApplication application = application()) {
            HttpResponse<String> response = application.get("/as/morse/hi");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body())
                    .contains("there is no format 'morse'; there are [ag-ui, ai-sdk, json, loud, openai, text]");
        }
    }

    @Test
    void aReplaySpeaksTheFormatOfItsStream() throws Exception {
        try (ScriptedApplication application =
                application("ai.streaming.sse.format=json", "ai.streaming.resume.enabled=true")) {
            HttpResponse<String> first = application.get("/as/loud/hi");
            String id = first.headers().firstValue("X-AI-Stream-Id").orElseThrow();
            HttpResponse<String> replay = application.get("/streams/" + id);
            assertThat(data(replay)).isEqualTo("data: HELLO\ndata: THE END\n");
            assertThat(replay.headers().firstValue("x-loud")).hasValue("very");
        }
    }

    @Test
    void whoAsksForAStreamThatHasExpiredHearsSoInTheFormatThatWasAskedFor() throws Exception {
        try (ScriptedApplication application =
                application("ai.streaming.sse.format=json", "ai.streaming.resume.enabled=true")) {
            assertThat(data(application.get("/as/loud/hi", "Last-Event-ID", UNKNOWN_STREAM)))
                    .isEqualTo("data: OH NO: STREAM_EXPIRED\n");
            assertThat(application
                            .get("/chat?question=hi", "Last-Event-ID", UNKNOWN_STREAM)
                            .body())
                    .contains("\"code\":\"stream_expired\"");
        }
    }

    @Test
    void aHeadRequestGetsTheHeadersOfTheFormat() throws Exception {
        try (ScriptedApplication application = application("ai.streaming.sse.format=json")) {
            assertThat(application.send("HEAD", "/as/loud/hi").headers().firstValue("x-loud"))
                    .hasValue("very");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        StreamFormat loud() {
            return new Loud();
        }

        @Bean
        Choice choice(AiService ai, ObjectProvider<AiStreams> streams) {
            return new Choice(ai, streams.getIfAvailable());
        }
    }

    @RestController
    static class Choice {
        private final AiService ai;
        private final @Nullable AiStreams streams;

        Choice(AiService ai, @Nullable AiStreams streams) {
            this.ai = ai;
            this.streams = streams;
        }

        @GetMapping("/as/{format}/{question}")
        SseEmitter as(@PathVariable String format, @PathVariable String question) {
            return ai.task().prompt(question).format(format).stream();
        }

        @GetMapping("/streams/{id}")
        SseEmitter replay(@PathVariable String id) {
            return Objects.requireNonNull(streams).resume(id);
        }
    }

    private static final class Loud implements StreamFormat {
        @Override
        public String name() {
            return "loud";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("x-loud", "very");
        }

        @Override
        public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
            return new Encoder(out);
        }
    }

    private record Encoder(SseEncoder out) implements StreamEncoder, EventAdapter {
        @Override
        public void content(StreamEvent.Content event) {
            say(event.text().toUpperCase(Locale.ROOT));
        }

        @Override
        public void complete(ChatResponse response) {
            say("THE END");
        }

        @Override
        public void error(AiException error) {
            say("OH NO: " + error.code());
        }

        private void say(String text) {
            out.begin().literal(text).end();
        }
    }
}
