package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools, structured output and reasoning, as requests ask for them. */
class RequestVocabularyTests {

    private static final String SCHEMA = "{\"type\":\"object\"}";
    private static final Tool WEATHER = new Tool("weather", "Tells the weather.", SCHEMA);
    private static final Tool TIME = Tool.of("time", null);

    private static ChatRequest.Builder plain() {
        return ChatRequest.builder().prompt("Hi");
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(AiException.class).isThrownBy(call).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(error.userMessage()).contains(words);
        });
    }

    @Test
    void setNothingByThemselves() {
        ChatRequest request = plain().build();
        assertThat(request.tools()).isEmpty();
        assertThat(request.toolChoice()).isNull();
        assertThat(request.parallelToolCalls()).isNull();
        assertThat(request.output()).isNull();
        assertThat(request.reasoning()).isNull();
        assertThat(request.cachePrompt()).isNull();
    }

    @Test
    void collectToolsInTheirOrder() {
        assertThat(plain().tool(WEATHER).tools(TIME).build().tools()).containsExactly(WEATHER, TIME);
        assertThat(plain().tools(List.of(TIME, WEATHER)).build().tools()).containsExactly(TIME, WEATHER);
    }

    @Test
    void comeBackFromTheirBuilder() {
        ChatRequest request = plain().tools(WEATHER, TIME)
                .toolChoice(ToolChoice.tool("time"))
                .parallelToolCalls(true)
                .output(Output.schema("answer", SCHEMA))
                .reasoning(ReasoningEffort.budget(2000))
                .cachePrompt(false)
                .build();
        assertThat(request.toBuilder().build()).isEqualTo(request);
    }

    @Test
    void haveToolsWithoutParameters() {
        assertThat(TIME).isEqualTo(new Tool("time", null, "{\"type\":\"object\",\"properties\":{}}"));
    }

    @Test
    void refuseTwoToolsOfOneName() {
        assertRefused(() -> plain().tools(WEATHER, WEATHER).build(), "tools", "'weather'");
    }

    @Test
    void refuseAChoiceThatNobodyCanMake() {
        assertRefused(() -> plain().toolChoice(ToolChoice.REQUIRED).build(), "toolChoice", "no tools");
        assertRefused(
                () -> plain().tool(TIME).toolChoice(ToolChoice.tool("weather")).build(), "toolChoice", "'weather'");
        assertThat(plain().toolChoice(ToolChoice.AUTO).build().toolChoice()).isEqualTo(ToolChoice.AUTO);
    }

    @Test
    void refuseAChoiceThatContradictsItself() {
        assertRefused(() -> new ToolChoice(ToolChoice.Kind.AUTO, "time"), "ToolChoice.tool");
        assertRefused(() -> new ToolChoice(ToolChoice.Kind.NAMED, null), "toolChoice name");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "two words", "weather\n", "wetter?", "m\u00fcll"})
    void refuseANameThatIsNone(String name) {
        assertRefused(() -> new Tool(name, null, SCHEMA), "tool name");
        assertRefused(() -> ToolChoice.tool(name), "toolChoice name");
        assertRefused(() -> Output.schema(name, SCHEMA), "output name");
    }

    @Test
    void refuseANameThatIsTooLong() {
        assertThat(Tool.of("t".repeat(128), null).name()).hasSize(128);
        assertRefused(() -> Tool.of("t".repeat(129), null), "128");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "[]", "true", "{", "type: object"})
    void refuseASchemaThatIsNoObject(String schema) {
        assertRefused(() -> new Tool("weather", null, schema), "parameters of the tool 'weather'");
        assertRefused(() -> Output.schema("answer", schema), "output schema");
    }

    @Test
    void refuseASchemaWithoutAName() {
        assertRefused(() -> new Output(null, SCHEMA), "output name");
        assertRefused(() -> new Output("answer", null), "output schema");
    }

    @Test
    void refuseABlankDescription() {
        assertRefused(() -> Tool.of("weather", " "), "description of the tool 'weather'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refuseABudgetOfNothing(int tokens) {
        assertRefused(() -> ReasoningEffort.budget(tokens), "reasoning budget", String.valueOf(tokens), "OFF");
    }

    @Test
    void refuseALevelThatIsABudgetToo() {
        assertRefused(() -> new ReasoningEffort(ReasoningEffort.Level.LOW, 100), "either a level or a budget");
        assertRefused(() -> new ReasoningEffort(ReasoningEffort.Level.BUDGET, null), "either a level or a budget");
    }

    @ParameterizedTest
    @NullSource
    void refuseToolsThatAreMissing(List<Tool> none) {
        assertRefused(() -> plain().tools(none), "tools must not be null");
        assertRefused(() -> plain().tools(Arrays.asList(TIME, null)).build(), "tools[1] must not be null");
    }
}
