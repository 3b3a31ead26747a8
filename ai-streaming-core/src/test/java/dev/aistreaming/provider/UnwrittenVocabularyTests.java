package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What protocols do not write yet is refused by name before anything is sent; nothing of it is left out. */
class UnwrittenVocabularyTests {

    private static final ChatRequest PLAIN =
            ChatRequest.builder().model("m-1").prompt("Hi").build();

    private static final Map<String, UnaryOperator<ChatRequest.Builder>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("reasoning", request -> request.reasoning(ReasoningEffort.OFF));
        FIELDS.put("cachePrompt", request -> request.cachePrompt(false));
    }

    @AutoClose
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, Runnable::run);

    static Stream<Arguments> fields() {
        return everywhere(FIELDS);
    }

    private static <T> Stream<Arguments> everywhere(Map<String, T> cases) {
        return Arrays.stream(ProviderType.values())
                .flatMap(type ->
                        cases.entrySet().stream().map(each -> Arguments.of(type, each.getKey(), each.getValue())));
    }

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
    @MethodSource("fields")
    void refusesAFieldThatItCannotWrite(ProviderType type, String field, UnaryOperator<ChatRequest.Builder> setting) {
        assertRefused(type, setting.apply(PLAIN.toBuilder()).build(), field + " cannot be sent", "leave it unset");
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
        Part.ProviderState foreign = new Part.ProviderState("gemini", "{\"thoughtSignature\":\"abc\"}");
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
    @EnumSource(ProviderType.class)
    void joinsTheTextsOfAMessage(ProviderType type) {
        ChatRequest request = ChatRequest.builder()
                .model("m-1")
                .message(Message.user(new Part.Text("Good "), new Part.Text("day")))
                .build();
        assertThat(body(type, request)).contains("{\"role\":\"user\",\"content\":\"Good day\"}");
    }

    /** A field that comes later is either sent or refused. */
    @Test
    void knowsEveryFieldOfARequest() {
        List<String> sent = List.of(
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
                "options");
        assertThat(Arrays.stream(ChatRequest.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(sent.stream(), FIELDS.keySet().stream()).toList());
    }
}
