package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.provider.ProviderType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ReplayedProviderTests {

    private static final String STREAM =
            "{\"t\":5,\"status\":200,\"headers\":{\"content-type\":\"text/event-stream\",\"x-request-id\":\"req-7\"}}";
    private static final String BODY_END = "{\"t\":9,\"bodyEnd\":true}";
    private static final String WHOLE = "{\"t\":9,\"end\":\"whole\"}";

    @TempDir
    private Path directory;

    private Path file(String type, String... lines) {
        String first = "{\"recording\":1,\"provider\":\"mine\",\"type\":\"" + type
                + "\",\"model\":\"m-1\",\"url\":\"http://localhost/v1\",\"startedAt\":\"2026-01-02T03:04:05Z\"}\n";
        return written(first + String.join("\n", lines) + "\n");
    }

    private Path written(String text) {
        try {
            return Files.writeString(directory.resolve("some.jsonl"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String text) {
        return "{\"t\":7,\"text\":" + JsonMapper.shared().writeValueAsString(text) + "}";
    }

    private static String failed(String code) {
        return "{\"t\":9,\"end\":\"failed\",\"code\":\"" + code + "\"}";
    }

    private static RecordingListener ask(ChatProvider provider) {
        RecordingListener listener = new RecordingListener();
        provider.newCall(ChatRequest.of("Hello?")).start(listener);
        return listener.await();
    }

    @Test
    void answersAsTheRecordedProviderDid() {
        ReplayedProvider provider = ScriptedProvider.replay(file(
                "openai",
                STREAM,
                read(OpenAiWire.opening()),
                read(OpenAiWire.text("Hel") + OpenAiWire.text("lo")),
                read(OpenAiWire.ending()),
                WHOLE));

        RecordingListener listener = ask(provider);

        assertThat(provider.name()).isEqualTo("mine");
        assertThat(provider.requests()).hasSize(1);
        assertThat(listener.response().content()).isEqualTo("Hello");
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(listener.events)
                .filteredOn(event -> event instanceof StreamEvent.Content)
                .containsExactly(new StreamEvent.Content("Hel"), new StreamEvent.Content("lo"));
        assertThat(listener.flushes).hasValue(3); // one per read, as it was cut
    }

    @Test
    void answersEachCallFromTheBeginningAndAtSpeedToo() {
        ReplayedProvider provider = ScriptedProvider.replay(file(
                        "openai",
                        STREAM,
                        read(OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending()),
                        WHOLE))
                .atSpeed();

        assertThat(ask(provider).response().content()).isEqualTo("Hi");
        assertThat(ask(provider).response().content()).isEqualTo("Hi");
    }

    @Test
    void aCutAnswerIsCutAgain() {
        RecordingListener listener = ask(ScriptedProvider.replay(file(
                "openai",
                STREAM,
                read(OpenAiWire.opening() + OpenAiWire.text("Hello")),
                BODY_END,
                failed("truncated"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(listener.error().requestId()).isEqualTo("req-7");
        assertThat(listener.content()).isEqualTo("Hello");
    }

    @Test
    void aConnectionThatBrokeBreaksAgain() {
        RecordingListener listener = ask(ScriptedProvider.replay(file(
                "openai",
                STREAM,
                read(OpenAiWire.opening() + OpenAiWire.text("Hello")),
                "{\"t\":9,\"broken\":\"connection\",\"message\":\"connection reset\"}",
                failed("network"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.NETWORK);
        assertThat(listener.content()).isEqualTo("Hello");
    }

    @Test
    void noConnectionIsNoneAgain() {
        RecordingListener listener = ask(ScriptedProvider.replay(file(
                "openai", "{\"t\":9,\"broken\":\"connect_timeout\",\"message\":\"too long\"}", failed("timeout"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void aRefusalIsOneAgain() {
        RecordingListener listener = ask(ScriptedProvider.replay(file(
                "anthropic",
                "{\"t\":5,\"status\":429,\"headers\":{\"content-type\":\"application/json\",\"retry-after\":\"7\"}}",
                read("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}"),
                BODY_END,
                failed("rate_limited"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(listener.error().retryAfter()).hasSeconds(7);
    }

    @Test
    void aSilenceIsOneAgainUntilItIsCancelled() {
        ReplayedProvider provider = ScriptedProvider.replay(
                file("openai", STREAM, read(OpenAiWire.opening() + OpenAiWire.text("Hello")), failed("timeout")));
        ChatCall[] call = new ChatCall[1];
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.Content) {
                    call[0].cancel();
                }
            }
        };
        call[0] = provider.newCall(ChatRequest.of("Hello?"));
        call[0].start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
    }

    /** Nothing was read any more after the fault; once the reading is mended, the replay must not hang. */
    @Test
    void endsWhereTheCallWasEndedHere() {
        RecordingListener listener = ask(ScriptedProvider.replay(file(
                "openai",
                STREAM,
                read(OpenAiWire.opening() + OpenAiWire.text("Hello")),
                failed("malformed_response"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void aCallThatWasNeverAnsweredFails() {
        RecordingListener listener = ask(ScriptedProvider.replay(file("openai", failed("authentication"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.NETWORK);
    }

    @Test
    void bytesThatAreCutInACharacterAreKeptSo() {
        byte[] all =
                (OpenAiWire.opening() + OpenAiWire.text("é") + OpenAiWire.ending()).getBytes(StandardCharsets.UTF_8);
        int cut = new String(all, StandardCharsets.ISO_8859_1).indexOf('Ã') + 1;
        Base64.Encoder base64 = Base64.getEncoder();

        RecordingListener listener = ask(ScriptedProvider.replay(file(
                "openai",
                STREAM,
                "{\"t\":7,\"base64\":\"" + base64.encodeToString(Arrays.copyOf(all, cut)) + "\"}",
                "{\"t\":8,\"base64\":\"" + base64.encodeToString(Arrays.copyOfRange(all, cut, all.length)) + "\"}",
                WHOLE)));

        assertThat(listener.response().content()).isEqualTo("é");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void everyTypeOfProviderCanBeReplayed(ProviderType type) {
        RecordingListener listener = ask(ScriptedProvider.replay(file(
                type.typeName(),
                "{\"t\":5,\"status\":503,\"headers\":{}}",
                read("{\"message\":\"later\"}"),
                BODY_END,
                failed("overloaded"))));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void whatIsNotThereAsAWholeIsNotReplayed() {
        Path file = file("openai", STREAM, "{\"t\":9,\"end\":\"whole\",\"cut\":true}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptedProvider.replay(file))
                .withMessageContaining("max-file-size");
    }

    @Test
    void anotherVersionIsNotGuessedAt() {
        Path file = written("{\"recording\":2}\n");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> ScriptedProvider.replay(file))
                .withMessageContaining("some.jsonl is not a recording of version 1");
    }

    @Test
    void saysWhichLineIsWrong() {
        Path file = file("openai", STREAM, "{\"t\":7,\"smell\":\"bad\"}");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> ScriptedProvider.replay(file))
                .withMessageContaining("line 3");
    }
}
