package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All that a request can say is written or refused; only state of another type of provider is left out. */
class WrittenVocabularyTests {

    private static final ChatRequest PLAIN =
            ChatRequest.builder().model("m-1").prompt("Hi").build();

    @AutoClose
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, Runnable::run);

    private void assertRefused(ProviderType type, ChatRequest request, String... words) {
        HttpChatProvider provider = new HttpChatProvider(ProviderSettings.of("mine", type), transport);
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> provider.newCall(request))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(error.userMessage()).contains(words).contains("'mine'");
                });
        assertThat(transport.openExchanges()).isZero();
    }

    private static String body(ProviderType type, ChatRequest request) {
        byte[] body =
                type.protocol().post(request, ProviderSettings.of("mine", type)).body();
        return new String(body, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void refusesStateOfItsOwnThatItCannotWrite(ProviderType type) {
        Message turn =
                Message.assistant(new Part.Text("Hello"), new Part.ProviderState(type.typeName(), "{\"other\":1}"));
        assertRefused(type, PLAIN.toBuilder().message(turn).build(), "provider state", "leave it out");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void leavesOutTheStateOfAnotherTypeOfProvider(ProviderType type) {
        Part.ProviderState foreign = new Part.ProviderState("elsewhere", "{\"signature\":\"abc\"}");
        ChatRequest with = PLAIN.toBuilder()
                .message(Message.assistant(foreign, new Part.Text("Hello")))
                .prompt("Bye")
                .message(Message.assistant(foreign))
                .build();
        ChatRequest without = PLAIN.toBuilder()
                .message(Message.assistant("Hello"))
                .prompt("Bye")
                .build();
        assertThat(body(type, with)).isEqualTo(body(type, without));
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"BEDROCK"}, // has a block for each
            mode = EnumSource.Mode.EXCLUDE)
    void joinsTheTextsOfAMessage(ProviderType type) {
        ChatRequest request = ChatRequest.builder()
                .model("m-1")
                .message(Message.user(new Part.Text("Good "), new Part.Text("day")))
                .build();
        assertThat(body(type, request))
                .contains(
                        type == ProviderType.GEMINI
                                ? "{\"role\":\"user\",\"parts\":[{\"text\":\"Good day\"}]}"
                                : "{\"role\":\"user\",\"content\":\"Good day\"}");
    }

    /** A field that comes later is either sent or refused. */
    @Test
    void knowsEveryFieldOfARequest() {
        assertThat(Arrays.stream(ChatRequest.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrder(
                        "model",
                        "system",
                        "messages",
                        "temperature",
                        "topP",
                        "maxTokens",
                        "stop",
                        "seed",
                        "tools",
                        "toolChoice",
                        "parallelToolCalls",
                        "output",
                        "reasoning",
                        "cachePrompt",
                        "options",
                        "attributes");
    }
}
