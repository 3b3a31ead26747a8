package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSoFarTests {

    private static final Usage SOME = new Usage(3, 4, null, null, null);
    private static final StreamEvent STEP = new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, SOME, true);
    private static final StreamEvent RESET = new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER);

    private final AnswerSoFar answer = new AnswerSoFar("test");

    private void hear(StreamEvent... events) {
        for (StreamEvent event : events) {
            event.accept(answer);
        }
    }

    private static StreamEvent started(@Nullable String id) {
        return new StreamEvent.Started(id, "m");
    }

    private static StreamEvent content(String text) {
        return new StreamEvent.Content(text);
    }

    private static StreamEvent call(int index, @Nullable String id, @Nullable String name, String arguments) {
        return new StreamEvent.ToolCallDelta(index, id, name, arguments);
    }

    private static ChatResponse response(String content, FinishReason reason, Usage usage, ToolCall... calls) {
        return new ChatResponse("1", "test", "m", content, "", List.of(calls), reason, usage);
    }

    @Test
    void isTheWholeAnswerInTheEnd() {
        hear(
                started("1"),
                new StreamEvent.Reasoning("Hm"),
                new StreamEvent.Reasoning("m"),
                content("Hel"),
                content("lo"),
                call(0, "a", "f", "{\"x\":"),
                call(0, null, null, "1}"),
                new StreamEvent.Finished(FinishReason.TOOL_CALLS, SOME));
        assertThat(answer.toResponse())
                .isEqualTo(new ChatResponse(
                        "1",
                        "test",
                        "m",
                        "Hello",
                        "Hmm",
                        List.of(new ToolCall("a", "f", "{\"x\":1}")),
                        FinishReason.TOOL_CALLS,
                        SOME));
    }

    @Test
    void isNothingBeforeAnythingHasCome() {
        assertThat(answer.isEmpty()).isTrue();
        assertThat(answer.partial()).isNull();
        hear(started("1"));
        assertThat(answer.isEmpty()).isTrue();
        assertThat(answer.partial()).isEqualTo(response("", FinishReason.OTHER, Usage.UNKNOWN));
    }

    @Test
    void hearsWhatIsToldBesideTheEvents() {
        hear(new StreamEvent.Started(null, null), content("Hi"));
        answer.identified("1", null);
        answer.identified("2", "m");
        answer.used(SOME);
        answer.stopped(FinishReason.LENGTH);
        assertThat(answer.partial()).isEqualTo(response("Hi", FinishReason.LENGTH, SOME));
    }

    @Test
    void takesWhatGoesBackToTheProvider() {
        Part.ProviderState state = new Part.ProviderState("anthropic", "{}");
        hear(content("Hi"));
        answer.wantsBack(state);
        assertThat(answer.toResponse().toMessage()).isEqualTo(Message.assistant(state, new Part.Text("Hi")));
    }

    @Test
    void putsCallsTogetherInWhateverOrderTheyCome() {
        hear(call(1, "b", "g", "{"), call(0, "a", "f", "{"), call(1, null, null, "}"), call(0, "z", "z", "}"));
        assertThat(answer.toResponse().toolCalls())
                .containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
        assertThat(answer.arguments(1)).hasToString("{}");
    }

    @Test
    void needsNoMoreMemoryForACallWithALargeNumber() {
        hear(call(Integer.MAX_VALUE, "a", "f", ""), call(-1, "b", "g", ""));
        assertThat(answer.toResponse().toolCalls()).extracting(ToolCall::id).containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{ }", "{\"a\":{\"b\":[1,{}]}}", "{\"a\":\"}\\\"{\"}", "{\"a\":\"\\\\\"}", "{\"a\":\"]\"}"
            })
    void tellsACallOfWhichNothingIsMissing(String arguments) {
        hear(call(0, "a", "f", arguments));
        assertThat(answer.partial())
                .extracting(ChatResponse::toolCalls)
                .isEqualTo(List.of(new ToolCall("a", "f", arguments)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{\"a\":{}", "{\"a\":\"}", "{\"a\":\"\\\"}", "{}}", "{}{", "[]", "1", "\"{}\""})
    void tellsNoCallOfWhichSomethingMayBeMissing(String arguments) {
        hear(call(0, "a", "f", arguments));
        assertThat(answer.partial()).extracting(ChatResponse::toolCalls).isEqualTo(List.of());
        assertThat(answer.toResponse().toolCalls()).hasSize(1);
    }

    @Test
    void goesOnFromStepToStep() {
        hear(started("0"), content("Let me see. "), call(0, "a", "f", "{}"), STEP, started("1"), content("Sunny"));
        answer.used(new Usage(10, null, null, null, 5));
        assertThat(answer.partial())
                .isEqualTo(response("Let me see. Sunny", FinishReason.OTHER, new Usage(13, 4, null, null, 5)));
    }

    @Test
    void forgetsWhatIsVoidAndNothingElse() {
        hear(started("0"), content("Let me see. "), new StreamEvent.Reasoning("a"), STEP);
        hear(started("x"), content("Rai"), new StreamEvent.Reasoning("b"), call(0, "b", "g", "{}"), RESET);
        hear(started("1"), content("Sunny"));
        assertThat(answer.partial())
                .isEqualTo(new ChatResponse(
                        "1", "test", "m", "Let me see. Sunny", "a", List.of(), FinishReason.OTHER, SOME));
    }

    @Test
    void countsTheTokensOfWhatIsVoid() {
        hear(started("x"), content("Rai"));
        answer.used(SOME);
        hear(RESET, started("1"), content("Sunny"));
        answer.used(SOME);
        assertThat(answer.usage()).isEqualTo(new Usage(6, 8, null, null, null));
    }

    @Test
    void takesTheTokensOfTheWholeFromItsEnd() {
        hear(started("0"), STEP, started("1"), content("Hi"), new StreamEvent.Finished(FinishReason.STOP, SOME));
        assertThat(answer.toResponse()).isEqualTo(response("Hi", FinishReason.STOP, SOME));
    }

    @Test
    void isAddedToAnErrorThatTellsNothing() {
        AiException error = AiException.of(ErrorCode.TRUNCATED).build();
        assertThat(answer.addTo(error)).isSameAs(error);
        hear(started("1"), content("Hi"));
        AiException told = answer.addTo(error);
        assertThat(told.partial()).isEqualTo(response("Hi", FinishReason.OTHER, Usage.UNKNOWN));
        hear(content("!"));
        assertThat(answer.addTo(told)).isSameAs(told);
    }
}
