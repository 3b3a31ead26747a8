package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTests {

    private static final Tool WEATHER = Tool.of("weather", "Tells the weather.");
    private static final ChatRequest FULL = ChatRequest.builder()
            .model("m-1")
            .system("Be brief.")
            .prompt("Hi")
            .message(Message.assistant("Hello"))
            .messages(List.of(Message.user("Bye"), Message.system("Now in French.")))
            .temperature(0.5)
            .topP(0.9)
            .maxTokens(100)
            .stop("END", "STOP")
            .seed(7L)
            .tool(WEATHER)
            .toolChoice(ToolChoice.REQUIRED)
            .parallelToolCalls(false)
            .output(Output.JSON)
            .reasoning(ReasoningEffort.LOW)
            .cachePrompt(true)
            .attribute("tenant", "acme")
            .option("a", 1)
            .options(Map.of("b", List.of(2)))
            .build();

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(AiException.class).isThrownBy(call).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(error.retryable()).isFalse();
            assertThat(error.userMessage()).contains(words);
        });
    }

    private static ChatRequest.Builder plain() {
        return ChatRequest.builder().prompt("Hi");
    }

    @Test
    void ofAPromptHoldsNothingElse() {
        assertThat(ChatRequest.of("Hi"))
                .isEqualTo(new ChatRequest(
                        null,
                        null,
                        List.of(Message.user("Hi")),
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Map.of()));
    }

    @Test
    void holdsAllThatWasSet() {
        assertThat(FULL)
                .isEqualTo(new ChatRequest(
                        "m-1",
                        "Be brief.",
                        List.of(
                                Message.user("Hi"),
                                Message.assistant("Hello"),
                                Message.user("Bye"),
                                Message.system("Now in French.")),
                        0.5,
                        0.9,
                        100,
                        List.of("END", "STOP"),
                        7L,
                        List.of(WEATHER),
                        ToolChoice.REQUIRED,
                        false,
                        Output.JSON,
                        ReasoningEffort.LOW,
                        true,
                        Map.of("a", 1, "b", List.of(2)),
                        Map.of("tenant", "acme")));
    }

    @Test
    void comesBackFromItsOwnBuilder() {
        assertThat(FULL.toBuilder().build()).isEqualTo(FULL);
    }

    @Test
    void isNotChangedByABuilderThatCameFromIt() {
        ChatRequest request = ChatRequest.of("Hi");
        ChatRequest longer =
                request.toBuilder().prompt("Bye").option("a", 1).stop("END").build();
        assertThat(request).isEqualTo(ChatRequest.of("Hi"));
        assertThat(longer.messages()).containsExactly(Message.user("Hi"), Message.user("Bye"));
    }

    @Test
    void isNotChangedByWhatItWasMadeFrom() {
        List<Message> messages = new ArrayList<>(List.of(Message.user("Hi")));
        List<String> stop = new ArrayList<>(List.of("END"));
        Map<String, Object> options = new HashMap<>(Map.of("a", 1));
        List<Tool> tools = new ArrayList<>(List.of(WEATHER));
        ChatRequest request = new ChatRequest(
                null, null, messages, null, null, null, stop, null, tools, null, null, null, null, null, options,
                Map.of());
        messages.clear();
        stop.clear();
        tools.clear();
        options.clear();
        assertThat(request.messages()).hasSize(1);
        assertThat(request.stop()).hasSize(1);
        assertThat(request.tools()).hasSize(1);
        assertThat(request.options()).hasSize(1);
    }

    @Test
    void cannotBeChanged() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> FULL.options().put("c", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> FULL.messages().clear());
    }

    @Test
    void keepsOptionsInTheirOrder() {
        ChatRequest.Builder builder = plain();
        for (int i = 0; i < 20; i++) {
            builder.option("option" + i, i);
        }
        assertThat(builder.build().options().keySet()).first().isEqualTo("option0");
        assertThat(builder.build().options().keySet()).last().isEqualTo("option19");
    }

    @Test
    void takesTheLastStopTextsOfSeveral() {
        assertThat(plain().stop("a").stop("b", "c").build().stop()).containsExactly("b", "c");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n\t", "\u2003"})
    void refusesABlankPrompt(String blank) {
        assertRefused(() -> ChatRequest.of(blank), "prompt must not be blank");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void refusesABlankTurnByItsPlaceInTheConversation(String blank) {
        ChatRequest.Builder conversation = plain().message(Role.ASSISTANT, "");
        assertRefused(() -> conversation.message(Role.USER, blank), "messages[2] (user) must not be blank");
        assertRefused(() -> conversation.message(Role.SYSTEM, blank), "messages[2] (system) must not be blank");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void leavesOutAnswersWithoutText(String blank) {
        ChatRequest request = plain().message(Role.ASSISTANT, blank)
                .messages(List.of(Message.assistant(blank)))
                .prompt("Again?")
                .build();
        assertThat(request.messages()).containsExactly(Message.user("Hi"), Message.user("Again?"));
    }

    @Test
    void refusesAConversationOfAnswersWithoutText() {
        assertRefused(
                () -> ChatRequest.builder().message(Role.ASSISTANT, "").build(),
                "messages must not be empty",
                "prompt");
    }

    @ParameterizedTest
    @NullSource
    void refusesListsThatAreMissing(List<Message> none) {
        assertRefused(() -> plain().messages(none), "messages must not be null");
        assertRefused(
                () -> plain().messages(Arrays.asList(Message.user("Hi"), null)).build(),
                "messages[2] must not be null");
        assertRefused(
                () -> new ChatRequest(
                        null, null, none, null, null, null, List.of(), null, List.of(), null, null, null, null, null,
                        Map.of(), Map.of()),
                "messages must not be null");
    }

    @ParameterizedTest
    @NullSource
    void refusesARoleThatIsMissing(Role none) {
        assertRefused(() -> plain().message(none, "Hi"), "messages[1].role must not be null");
    }

    @ParameterizedTest
    @NullSource
    void refusesStopTextsThatAreMissing(List<String> none) {
        assertRefused(() -> plain().stop(none).build(), "stop must not be null");
        assertRefused(() -> plain().stop(Arrays.asList("a", null)).build(), "stop[1] must not be null");
    }

    @ParameterizedTest
    @NullSource
    void refusesOptionsThatAreMissing(Map<String, Object> none) {
        assertRefused(() -> plain().options(none), "options must not be null");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void refusesAnOptionWithoutAName(String blank) {
        assertRefused(() -> plain().option(blank, 1), "option name must not be blank");
    }

    @Test
    void refusesAModelThatIsTooLong() {
        String longest = "m".repeat(256);
        assertThat(plain().model(longest).build().model()).isEqualTo(longest);
        assertRefused(() -> plain().model(longest + "m").build(), "model must have at most 256 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt\n5", "gpt\r", "\u0000gpt", "gpt\u0085", "\u007f"})
    void refusesAModelWithControlCharacters(String model) {
        assertRefused(() -> plain().model(model).build(), "model must not have control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void refusesABlankSystemOrModel(String blank) {
        assertRefused(() -> plain().system(blank).build(), "system", "blank");
        assertRefused(() -> plain().model(blank).build(), "model", "blank");
    }

    @Test
    void refusesAConversationWithoutMessages() {
        assertRefused(() -> ChatRequest.builder().system("Be brief.").build(), "messages");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesATemperatureThatIsNone(double temperature) {
        assertRefused(() -> plain().temperature(temperature).build(), "temperature", String.valueOf(temperature));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 2})
    void leavesTheHighestTemperatureToTheProvider(double temperature) {
        assertThat(plain().temperature(temperature).build().temperature()).isEqualTo(temperature);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesATopPOutsideItsRange(double topP) {
        assertRefused(() -> plain().topP(topP).build(), "topP", String.valueOf(topP));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesALongestAnswerOfNothing(int maxTokens) {
        assertRefused(() -> plain().maxTokens(maxTokens).build(), "maxTokens", String.valueOf(maxTokens));
    }

    @Test
    void refusesAnEmptyStopText() {
        assertRefused(() -> plain().stop("a", "").build(), "stop");
    }

    @Test
    void takesAStopTextOfBlanks() {
        assertThat(plain().stop("\n\n").build().stop()).containsExactly("\n\n");
    }
}
