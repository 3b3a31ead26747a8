package dev.aistreaming.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.pipeline.TokenRatios;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecorderTests {

    private static final Armed ONE_CALL = new Armed(1, 0);
    private static final Armed ONE_FAILURE = new Armed(0, 1);

    @TempDir
    private Path parent;

    private RecorderSettings settings() {
        return RecorderSettings.in(parent.resolve("recordings"));
    }

    private RecordedCalls calls(ScriptedServer.Script script, Armed armed) {
        return new RecordedCalls(new ScriptedServer(script), settings(), armed);
    }

    private static void whole(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream", "x-request-id: req-1", "Set-Cookie: session=1");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
        connection.chunk(OpenAiWire.ending());
        connection.end();
    }

    private static void truncated(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
        connection.end();
    }

    private static void twoWordsAndSilence(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
        connection.waitForClientToLeave();
    }

    private static String body(Recording recording) {
        StringBuilder body = new StringBuilder();
        for (Recording.Step step : recording.steps()) {
            if (step instanceof Recording.Read read) {
                body.append(new String(read.bytes(), StandardCharsets.UTF_8));
            }
        }
        return body.toString();
    }

    @Test
    void keepsWhatCame() throws Exception {
        try (RecordedCalls calls = calls(RecorderTests::whole, ONE_CALL)) {
            assertThat(RecordedCalls.ask(calls.provider()).response().content()).isEqualTo("Hello");

            Recording recording = Recording.read(calls.file());

            assertThat(recording.call().provider()).isEqualTo("openai");
            assertThat(recording.call().type()).isEqualTo("openai");
            assertThat(recording.call().model()).isEqualTo("gpt-test");
            assertThat(recording.call().request()).isNull();
            assertThat(recording.steps().get(0)).isInstanceOfSatisfying(Recording.Head.class, head -> {
                assertThat(head.status()).isEqualTo(200);
                assertThat(head.headers()).containsOnlyKeys("content-type", "x-request-id");
            });
            assertThat(body(recording)).startsWith(OpenAiWire.opening() + OpenAiWire.text("Hello"));
            assertThat(recording.ending().code()).isNull();
            assertThat(recording.ending().cut()).isFalse();
        }
    }

    @Test
    void isTextThatPeopleCanRead() throws Exception {
        try (RecordedCalls calls = calls(RecorderTests::truncated, ONE_CALL)) {
            RecordedCalls.ask(calls.provider());

            List<String> lines = Files.readAllLines(calls.file());

            assertThat(lines.get(0)).startsWith("{\"recording\":1,\"provider\":\"openai\",\"type\":\"openai\"");
            assertThat(lines.get(1)).matches("\\{\"t\":\\d+,\"status\":200,\"headers\":\\{.*}}");
            assertThat(lines.get(2)).matches("\\{\"t\":\\d+,\"text\":\"data: .*\"}");
            assertThat(lines.get(lines.size() - 2)).matches("\\{\"t\":\\d+,\"bodyEnd\":true}");
            assertThat(lines.get(lines.size() - 1)).matches("\\{\"t\":\\d+,\"end\":\"failed\",\"code\":\"truncated\"}");
        }
    }

    @Test
    void recordsNothingUnlessTold() {
        try (RecordedCalls calls = calls(RecorderTests::truncated, Armed.NOTHING)) {
            RecordedCalls.ask(calls.provider());

            assertThat(calls.files()).isEmpty();
            assertThat(settings().directory()).doesNotExist();
        }
    }

    @Test
    void recordsAsManyCallsAsTold() {
        try (RecordedCalls calls = calls(RecorderTests::whole, Armed.NOTHING)) {
            ChatProvider provider = calls.provider();
            assertThat(calls.recorder().arm("openai", new Armed(2, 0))).isTrue();
            for (int i = 0; i < 3; i++) {
                RecordedCalls.ask(provider);
            }

            assertThat(calls.recorder().armed()).containsEntry("openai", Armed.NOTHING);
            assertThat(calls.files()).hasSize(2);
            assertThat(calls.recorder().arm("nobody", ONE_CALL)).isFalse();
        }
    }

    @Test
    void keepsOnlyFailuresWhereOnlyTheyAreWanted() {
        boolean[] failing = {false};
        ScriptedServer.Script script = connection -> {
            if (failing[0]) {
                truncated(connection);
            } else {
                whole(connection);
            }
        };
        try (RecordedCalls calls = calls(script, ONE_FAILURE)) {
            ChatProvider provider = calls.provider();
            RecordedCalls.ask(provider);
            failing[0] = true;
            RecordedCalls.ask(provider);
            RecordedCalls.ask(provider);

            assertThat(calls.file().getFileName().toString()).contains("-openai-truncated-");
        }
    }

    @Test
    void aCallThatNobodyWantsAnyMoreIsNoFailure() {
        try (RecordedCalls calls = calls(RecorderTests::twoWordsAndSilence, ONE_FAILURE)) {
            ChatCall call = calls.provider().newCall(ChatRequest.of("Hello?"));
            RecordingListener listener = RecordedCalls.start(call);
            call.cancel();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(calls.files()).isEmpty();
        }
    }

    @Test
    void aCallThatTakesTooLongIsAFailure() throws Exception {
        try (RecordedCalls calls = calls(RecorderTests::twoWordsAndSilence, ONE_FAILURE);
                Threads threads = new Threads(Executors.newCachedThreadPool())) {
            Duration idle = Duration.ofMillis(50);
            ChatProvider provider = Pipeline.of(calls.provider(), threads)
                    .estimates(new TokenRatios())
                    .timeouts(new Timeouts(Duration.ofSeconds(30), idle, Duration.ofSeconds(30)))
                    .build();

            assertThat(RecordedCalls.ask(provider).error().code()).isEqualTo(ErrorCode.TIMEOUT);

            assertThat(Recording.read(calls.file()).ending().code()).isEqualTo(ErrorCode.TIMEOUT);
        }
    }

    @Test
    void noKeyIsInAFile() throws Exception {
        ScriptedServer.Script script = connection -> {
            connection.head(401, "application/json", "x-request-id: " + RecordedCalls.KEY);
            connection.chunk("{\"error\":{\"message\":\"no such key: " + RecordedCalls.KEY.substring(0, 8));
            connection.chunk(RecordedCalls.KEY.substring(8) + "\"}}");
            connection.end();
        };
        RecorderSettings withRequests = new RecorderSettings(settings().directory(), 1000, 1, true);
        try (RecordedCalls calls = new RecordedCalls(new ScriptedServer(script), withRequests, ONE_CALL)) {
            ChatProvider provider = calls.provider();
            RecordedCalls.start(provider.newCall(ChatRequest.of("Is " + RecordedCalls.KEY + " a key?")))
                    .error();

            String file = Files.readString(calls.file());

            assertThat(file).contains("Is **", " a key?", "no such key: **").doesNotContain("SECRET", "56789");
            assertThat(file).doesNotContainIgnoringCase("authorization");
        }
    }

    @Test
    void aSecretAcrossACutIsBlottedWithoutMovingTheCut() {
        Recording blotted = RecordingBlots.out(
                new Recording(
                        new CallLabel("openai", "openai", null, "http://localhost", null),
                        Instant.EPOCH,
                        List.of(
                                new Recording.Read(1, "é key".getBytes(StandardCharsets.UTF_8)),
                                new Recording.Read(2, "word é".getBytes(StandardCharsets.UTF_8))),
                        new Recording.Ending(3, null, false)),
                text -> text.replace("keyword", "*******"));

        assertThat(blotted.steps())
                .extracting(step -> new String(((Recording.Read) step).bytes(), StandardCharsets.UTF_8))
                .containsExactly("é ***", "**** é");
    }

    @Test
    void whatIsTooLargeIsKeptAsFarAsItFits() throws Exception {
        RecorderSettings small = new RecorderSettings(settings().directory(), 600, 1, false);
        try (RecordedCalls calls = new RecordedCalls(new ScriptedServer(RecorderTests::whole), small, ONE_CALL)) {
            assertThat(RecordedCalls.ask(calls.provider()).response().content()).isEqualTo("Hello");

            Recording recording = Recording.read(calls.file());

            assertThat(recording.ending().cut()).isTrue();
            assertThat(body(recording).length()).isLessThan(600);
        }
    }

    @Test
    void aRequestThatIsTooLargeIsLeftOut() throws Exception {
        RecorderSettings small = new RecorderSettings(settings().directory(), 5_000, 1, true);
        try (RecordedCalls calls = new RecordedCalls(new ScriptedServer(RecorderTests::whole), small, ONE_CALL)) {
            RecordedCalls.start(calls.provider().newCall(ChatRequest.of("x".repeat(5_000))))
                    .response();

            Recording recording = Recording.read(calls.file());

            assertThat(recording.call().request()).isNull();
            assertThat(recording.ending().cut()).isFalse();
        }
    }

    @Test
    void recordsWhatIsReplayedAsItWas() {
        try (RecordedCalls calls = calls(RecorderTests::truncated, ONE_CALL)) {
            RecordingListener live = RecordedCalls.ask(calls.provider());

            RecordingListener replayed = RecordedCalls.ask(ScriptedProvider.replay(calls.file()));

            assertThat(replayed.error().code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(replayed.error().partial()).isEqualTo(live.error().partial());
            assertThat(replayed.events).isEqualTo(live.events);
            assertThat(replayed.flushes.get()).isEqualTo(live.flushes.get());
        }
    }

    @Test
    void endsWhereThereIsNoRoomForAnotherFile() {
        RecorderSettings two = new RecorderSettings(settings().directory(), 10_000, 2, false);
        try (RecordedCalls calls = new RecordedCalls(new ScriptedServer(RecorderTests::whole), two, new Armed(5, 5))) {
            ChatProvider provider = calls.provider();
            for (int i = 0; i < 4; i++) {
                RecordedCalls.ask(provider);
            }

            assertThat(calls.files()).hasSize(2);
            assertThat(calls.recorder().armed()).containsEntry("openai", Armed.NOTHING);
        }
    }

    @Test
    void aDiskThatFailsCostsTheRecordingAndNotTheAnswer() throws Exception {
        Files.writeString(settings().directory(), "no directory");
        try (RecordedCalls calls = calls(RecorderTests::whole, ONE_CALL)) {
            assertThat(RecordedCalls.ask(calls.provider()).response().content()).isEqualTo("Hello");

            assertThat(calls.files()).isEmpty();
        }
    }

    @Test
    void isForTheOwnerAlone() throws Exception {
        try (RecordedCalls calls = calls(RecorderTests::whole, ONE_CALL)) {
            RecordedCalls.ask(calls.provider());
            Path file = calls.file();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(settings().directory())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void theNameOfAProviderLeadsNowhere() {
        try (RecordedCalls calls = calls(RecorderTests::whole, ONE_CALL)) {
            RecordedCalls.ask(calls.provider("../../etc/x y"));

            assertThat(calls.file().getFileName().toString()).contains("-______etc_x_y-whole-");
        }
    }
}
