package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for tools whichever protocol they are called by. */
class ToolLoopOverHttpTests {

    private static final String TYPES = "dev.aistreaming.provider.ToolWire#types";

    private static final LocalTool ECHO = LocalTool.of(Tool.of("echo", null), (arguments, context) -> arguments);

    private static ToolCall echo(String id, String arguments) {
        return new ToolCall(id, "echo", arguments);
    }

    private static String sent(LoopFixture loop, int step) {
        return String.valueOf(loop.request(step).get("messages"));
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void aForcedChoiceIsFreeInTheNextStep(ProviderType type) {
        try (LoopFixture loop =
                LoopFixture.answering(type, ToolWire.calls(type, echo("c1", "{}")), ToolWire.answer(type, "Done."))) {
            ChatRequest request = ChatRequest.builder()
                    .prompt("Hi")
                    .tool(ECHO.definition())
                    .toolChoice(ToolChoice.REQUIRED)
                    .build();
            loop.ask(request, ECHO);
            assertThat(String.valueOf(loop.request(1).get("tool_choice"))).matches("required|any|\\{type=any}");
            assertThat(String.valueOf(loop.request(2).get("tool_choice"))).matches("auto|\\{type=auto}");
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void eightCallsRunAtTheSameTimeAndGoBackInOrder(ProviderType type) {
        CyclicBarrier together = new CyclicBarrier(8);
        LocalTool meeting = LocalTool.of(Tool.of("echo", null), (arguments, context) -> {
            together.await(20, TimeUnit.SECONDS);
            return "result " + context.call().id();
        });
        ToolCall[] calls = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> echo("toolcall" + i, "{}"))
                .toArray(ToolCall[]::new);
        try (LoopFixture loop =
                LoopFixture.answering(type, ToolWire.calls(type, calls), ToolWire.answer(type, "Done."))) {
            assertThat(loop.ask(meeting).content()).isEqualTo("Done.");
            assertThat(sent(loop, 2))
                    .containsSubsequence(Arrays.stream(calls)
                            .map(call -> "content=result " + call.id())
                            .toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void oneIdInDifferentStepsIsTwoCalls(ProviderType type) {
        AtomicInteger runs = new AtomicInteger();
        LocalTool counting =
                LocalTool.of(Tool.of("echo", null), (arguments, context) -> "run " + runs.incrementAndGet());
        try (LoopFixture loop = LoopFixture.answering(
                type,
                ToolWire.calls(type, echo("call_0", "{}")),
                ToolWire.calls(type, echo("call_0", "{}")),
                ToolWire.answer(type, "Done."))) {
            assertThat(loop.ask(counting).content()).isEqualTo("Done.");
            assertThat(sent(loop, 3)).containsSubsequence("content=run 1", "content=run 2");
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void argumentsAndResultsMayBeOfAnyScript(ProviderType type) {
        String city = "{\"city\":\"\u6771\u4EAC \uD83D\uDDFC \\\"M\u00FCnchen\\\"\"}";
        try (LoopFixture loop =
                LoopFixture.answering(type, ToolWire.calls(type, echo("c1", city)), ToolWire.answer(type, "Done."))) {
            ChatResponse answer = loop.ask(ECHO);
            assertThat(result(answer).content()).isEqualTo(List.of(new Part.Text(city)));
            assertThat(sent(loop, 2)).contains("content=" + city);
        }
    }

    private static Part.ToolResult result(ChatResponse answer) {
        Message results = answer.messages().get(1);
        return (Part.ToolResult) results.parts().get(0);
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void aToolThatGivesNothingBackHasAnEmptyResult(ProviderType type) {
        LocalTool silent = LocalTool.of(Tool.of("echo", null), (arguments, context) -> null);
        try (LoopFixture loop = LoopFixture.answering(
                type, ToolWire.calls(type, echo("toolcall1", "{}")), ToolWire.answer(type, "Done."))) {
            assertThat(loop.ask(silent).content()).isEqualTo("Done.");
            assertThat(sent(loop, 2))
                    .contains(
                            type == ProviderType.ANTHROPIC ? "{type=tool_result, tool_use_id=toolcall1}" : "content=}");
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void aResultOfTenMegabytesIsCutAndTheModelIsTold(ProviderType type) {
        LocalTool huge = LocalTool.of(Tool.of("echo", null), (arguments, context) -> "x".repeat(10 << 20));
        try (LoopFixture loop =
                LoopFixture.answering(type, ToolWire.calls(type, echo("c1", "{}")), ToolWire.answer(type, "Done."))) {
            assertThat(loop.ask(huge).content()).isEqualTo("Done.");
            assertThat(sent(loop, 2))
                    .hasSizeLessThan(51_000)
                    .contains("the result has 10485760 characters, and at most 50000 are shown");
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void cutArgumentsAreNeverRun(ProviderType type) {
        AtomicInteger runs = new AtomicInteger();
        LocalTool counting =
                LocalTool.of(Tool.of("echo", null), (arguments, context) -> "run " + runs.incrementAndGet());
        for (String arguments : new String[] {"{\"city\":\"Flo", "", "{}"}) {
            String reason = type == ProviderType.ANTHROPIC ? "max_tokens" : "length";
            try (LoopFixture loop =
                    LoopFixture.answering(type, ToolWire.calls(type, reason, "", echo("c1", arguments)))) {
                assertThat(loop.ask(counting).finishReason()).isEqualTo(FinishReason.LENGTH);
                assertThat(loop.requests()).isEqualTo(1);
                assertThat(runs).hasValue(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void theLastStepHasNoTools(ProviderType type) {
        try (LoopFixture loop = LoopFixture.answering(
                        type, ToolWire.calls(type, echo("c1", "{}")), ToolWire.answer(type, "Done."))
                .limits(ToolLimits.DEFAULTS.withMaxSteps(2))) {
            loop.ask(ECHO);
            assertThat(loop.request(1)).containsKey("tools");
            assertThat(loop.request(2)).doesNotContainKeys("tools", "tool_choice", "parallel_tool_calls");
        }
    }
}
