package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Tag("integration")
@Timeout(180)
class RecorderTests {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=aistreams";

    @TempDir
    private Path parent;

    private Path directory() {
        return parent.resolve("recordings");
    }

    private String recording() {
        return "ai.streaming.recorder.directory=" + directory();
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private Path awaitFile() throws IOException {
        await().until(() -> files().size() == 1);
        return files().get(0);
    }

    private static void whole(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.ending());
        connection.end();
    }

    private static void truncated(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream", "x-request-id: req-42");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
        connection.chunk(OpenAiWire.text(" you") + OpenAiWire.text(" th"));
        connection.end();
    }

    @Test
    void aTruncationThatWasRecordedLiveIsReplayedAsItWas() throws Exception {
        AtomicReference<AiException> told = new AtomicReference<>();
        String live;
        try (ScriptedApplication application =
                new ScriptedApplication(RecorderTests::truncated, EXPOSED, recording())) {
            assertThat(new Actuator(application)
                            .post("aistreams/recorder", "{\"provider\":\"openai\",\"failures\":1}")
                            .body())
                    .contains("{\"provider\":\"openai\",\"calls\":0,\"failures\":1}");
            application.controller().onError = told::set;
            live = application.get("/callbacks?question=hi").body();
            await().until(() -> told.get() != null);
        }
        Path file = awaitFile();

        RecordingListener replayed = new RecordingListener();
        ScriptedProvider.replay(file).newCall(ChatRequest.of("hi")).start(replayed);

        assertThat(replayed.error().code())
                .isEqualTo(ErrorCode.TRUNCATED)
                .isEqualTo(told.get().code());
        assertThat(replayed.error().requestId()).isEqualTo(told.get().requestId());
        assertThat(withoutUsage(replayed.error())).isEqualTo(withoutUsage(told.get()));
        assertThat(replayed.content()).isEqualTo("Hello you th");
        try (ScriptedApplication application = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT, false, List.of(Replay.class), "replayed=" + file)) {
            assertThat(application.get("/callbacks?question=hi").body())
                    .isEqualTo(live)
                    .contains("\"code\":\"truncated\"");
        }
    }

    /** A provider by itself estimates nothing. */
    private static ChatResponse withoutUsage(AiException error) {
        return Objects.requireNonNull(error.partial()).withUsage(Usage.UNKNOWN);
    }

    @Test
    void nothingIsRecordedUnlessAnOperatorSaysSo() throws Exception {
        try (ScriptedApplication application =
                new ScriptedApplication(RecorderTests::truncated, EXPOSED, recording())) {
            application.stream();

            assertThat(new Actuator(application).get("aistreams/recorder").body())
                    .isEqualTo("{\"directory\":\"" + directory()
                            + "\",\"providers\":[{\"provider\":\"openai\",\"calls\":0,\"failures\":0}]}");
        }
        assertThat(directory()).doesNotExist();
    }

    @Test
    void recordsFromTheStartWhereSettingsSaySo() throws Exception {
        try (ScriptedApplication application =
                new ScriptedApplication(RecorderTests::whole, recording(), "ai.streaming.recorder.calls=1")) {
            application.stream();
            application.stream();
        }

        assertThat(Files.readString(awaitFile()))
                .contains("Hello", "\"end\":\"whole\"")
                .doesNotContain("sk-SECRET");
    }

    @Test
    void anOperatorIsToldWhatCannotBeRecorded() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(RecorderTests::whole, EXPOSED, recording())) {
            Actuator actuator = new Actuator(application);

            assertThat(actuator.post("aistreams/recorder", "{\"provider\":\"nobody\",\"calls\":1}"))
                    .satisfies(response -> {
                        assertThat(response.statusCode()).isEqualTo(400);
                        assertThat(response.body()).contains("there is no configured provider of this name");
                    });
            assertThat(actuator.post("aistreams/recorder", "{\"provider\":\"openai\"}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(actuator.post("aistreams/recorder", "{\"provider\":\"openai\",\"calls\":-1}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(actuator.post("aistreams/0123456789ab", "{\"provider\":\"openai\",\"calls\":1}")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void thereIsNoRecorderWithoutADirectory() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(RecorderTests::whole, EXPOSED)) {
            Actuator actuator = new Actuator(application);

            assertThat(actuator.get("aistreams/recorder").statusCode()).isEqualTo(404);
            assertThat(actuator.post("aistreams/recorder", "{\"provider\":\"openai\",\"calls\":1}"))
                    .satisfies(response -> {
                        assertThat(response.statusCode()).isEqualTo(404);
                        assertThat(response.body()).contains("ai.streaming.recorder.directory is not set");
                    });
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replay {
        @Bean
        ChatProvider replayed(@Value("${replayed}") String file) {
            return ScriptedProvider.replay(Path.of(file));
        }
    }
}
