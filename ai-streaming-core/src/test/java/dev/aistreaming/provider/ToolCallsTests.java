package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import org.junit.jupiter.api.Test;

class ToolCallsTests {

    private static final int NO_INDEX = ToolCalls.NO_INDEX;

    private final ToolCalls calls = new ToolCalls();

    @Test
    void areNoneAtFirst() {
        assertThat(calls.toList()).isEmpty();
    }

    @Test
    void goOnByTheirIndex() {
        calls.add(0, "a", "f", "{");
        calls.add(1, "b", "g", "{");
        calls.add(0, null, null, "1}");
        calls.add(1, null, null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"), new ToolCall("b", "g", "{2}"));
    }

    @Test
    void areNumberedFromNoughtWhateverTheProviderDoes() {
        assertThat(calls.add(1, "a", "f", "")).isEqualTo(new ToolCallDelta(0, "a", "f", ""));
        assertThat(calls.add(5, "b", "g", "")).isEqualTo(new ToolCallDelta(1, "b", "g", ""));
        assertThat(calls.add(1, null, null, "{}")).isEqualTo(new ToolCallDelta(0, null, null, "{}"));
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
    }

    @Test
    void goOnWhereTheIdIsRepeatedInEachPiece() {
        calls.add(0, "a", "f", "{");
        calls.add(0, "a", null, "1");
        calls.add(0, "a", "f", "}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"));
    }

    @Test
    void goOnWhereTheIdChangesFromPieceToPiece() {
        calls.add(0, "a", "f", "{");
        calls.add(0, "b", null, "}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"));
    }

    @Test
    void areTwoWhereTheSameIndexComesWithAnotherIdAndAName() {
        calls.add(0, "a", "f", "{1}");
        calls.add(0, "b", "f", "{");
        calls.add(0, null, null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"), new ToolCall("b", "f", "{2}"));
    }

    @Test
    void goOnByTheirIdWithoutAnIndex() {
        calls.add(NO_INDEX, "a", "f", "{");
        calls.add(NO_INDEX, "b", "g", "{");
        calls.add(NO_INDEX, "a", null, "1}");
        calls.add(NO_INDEX, "b", null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{1}"), new ToolCall("b", "g", "{2}"));
    }

    @Test
    void goOnWithTheLastWithoutIndexAndId() {
        calls.add(NO_INDEX, "a", "f", "{}");
        calls.add(NO_INDEX, "b", "g", "{");
        calls.add(NO_INDEX, null, null, "2}");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{2}"));
    }

    @Test
    void beginWithAnotherNameWithoutIndexAndId() {
        calls.add(NO_INDEX, null, "f", "{}");
        calls.add(NO_INDEX, null, "g", "{}");
        assertThat(calls.toList()).containsExactly(new ToolCall("", "f", "{}"), new ToolCall("", "g", "{}"));
    }

    @Test
    void takeIdAndNameWhenTheyComeLate() {
        calls.add(0, null, null, "{");
        calls.add(0, "a", null, "}");
        calls.add(0, null, "f", null);
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{}"));
    }

    @Test
    void haveAnEmptyObjectForArgumentsThatNobodySent() {
        calls.add(0, "a", "f", null);
        calls.add(1, "b", "g", " \n");
        assertThat(calls.toList()).extracting(ToolCall::arguments).containsExactly("{}", "{}");
    }

    @Test
    void doNotCutACharacterInArguments() {
        assertThat(calls.add(0, "a", "f", "\"\uD83D").arguments()).isEqualTo("\"");
        assertThat(calls.add(1, "b", "g", "{}").arguments()).isEqualTo("{}");
        assertThat(calls.add(0, null, null, "\uDE00\"").arguments()).isEqualTo("\uD83D\uDE00\"");
        assertThat(calls.toList().get(0).arguments()).isEqualTo("\"\uD83D\uDE00\"");
    }

    @Test
    void replaceHalfACharacterAtTheEndOfArguments() {
        calls.add(0, "a", "f", "{\"\uD83D");
        assertThat(calls.toList()).containsExactly(new ToolCall("a", "f", "{\"\uFFFD"));
    }
}
