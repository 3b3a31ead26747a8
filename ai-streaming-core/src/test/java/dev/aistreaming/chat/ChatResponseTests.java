package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChatResponseTests {

    private static final ToolCall CALL = new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}");
    private static final Part.ProviderState STATE = new Part.ProviderState("anthropic", "{\"signature\":\"abc\"}");

    private static ChatResponse response(String content, List<ToolCall> calls, List<Part.ProviderState> state) {
        return new ChatResponse("1", "test", "m", content, "Hmm", calls, FinishReason.TOOL_CALLS, Usage.UNKNOWN, state);
    }

    @Test
    void isTheTurnOfTheModelWithAllThatMustGoBack() {
        assertThat(response("Let me see.", List.of(CALL), List.of(STATE)).toMessage())
                .isEqualTo(Message.assistant(
                        STATE,
                        new Part.Text("Let me see."),
                        new Part.ToolUse("call_1", "weather", "{\"city\":\"Rome\"}")));
    }

    @Test
    void sendsBackNoTextWhereThereIsNone() {
        assertThat(response(" ", List.of(CALL), List.of()).toMessage().parts()).containsExactly(CALL.toPart());
    }

    @Test
    void isATurnThatIsNotSentWhereThereIsNothingInIt() {
        assertThat(response("", List.of(), List.of()).toMessage()).isEqualTo(Message.assistant(""));
    }

    @Test
    void goesIntoTheNextRequestAsItIs() {
        ChatRequest next = ChatRequest.of("Weather in Rome?").toBuilder()
                .message(response("", List.of(CALL), List.of()).toMessage())
                .message(Message.toolResult("call_1", "weather", "Sunny"))
                .build();
        assertThat(next.messages()).extracting(Message::role).containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
    }
}
