package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class StreamEventTests {

    private static final List<StreamEvent> ALL = List.of(
            new StreamEvent.Started(null, null),
            new StreamEvent.Content("a"),
            new StreamEvent.Reasoning("b"),
            new StreamEvent.ToolCallDelta(0, null, null, ""),
            new StreamEvent.ToolCalled(new ToolCall("c", "f", "{}")),
            new StreamEvent.ToolResulted(Part.ToolResult.of("c", "f", "x")),
            new StreamEvent.ApprovalRequested("1", new ToolCall("c", "f", "{}")),
            StreamEvent.Source.url("https://a", null),
            new StreamEvent.Data("d", null, "{}"),
            new StreamEvent.ObjectReady("{}"),
            new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, false),
            new StreamEvent.Reset(StreamEvent.Reset.Reason.GUARD),
            new StreamEvent.Finished(FinishReason.STOP, Usage.UNKNOWN));

    @Test
    void anAdapterPassesOverEveryKind() {
        EventAdapter nothing = new EventAdapter() {};
        assertThat(ALL).hasSize(StreamEvent.class.getPermittedSubclasses().length);
        assertThatCode(() -> ALL.forEach(event -> event.accept(nothing))).doesNotThrowAnyException();
    }

    @Test
    void anAdapterHearsWhatItOverrides() {
        StringBuilder heard = new StringBuilder();
        EventAdapter texts = new EventAdapter() {
            @Override
            public void content(StreamEvent.Content event) {
                heard.append(event.text());
            }
        };
        ALL.forEach(event -> event.accept(texts));
        assertThat(heard).hasToString("a");
    }

    @Test
    void aSourceIsSomewhere() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamEvent.Source(null, null, "title", null));
    }

    @Test
    void dataHaveAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamEvent.Data(" ", null, "{}"));
    }
}
