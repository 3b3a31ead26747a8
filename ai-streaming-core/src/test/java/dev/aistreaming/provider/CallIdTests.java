package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call and its result have the same id, in a form that the provider takes. */
class CallIdTests {

    @ParameterizedTest
    @EnumSource(value = ProviderType.class, names = "OLLAMA", mode = EnumSource.Mode.EXCLUDE)
    void tellsTurnsApartThatUseTheSameId(ProviderType type) {
        ChatRequest.Builder request = ChatRequest.builder().prompt("Hi");
        for (int turn = 0; turn < 2; turn++) {
            request.message(Message.assistant(new Part.ToolUse("call_0", "time", "{}")))
                    .message(Message.toolResult("call_0", "time", "noon"));
        }
        String body = String.valueOf(RequestBodies.of(type, request));
        String first = type == ProviderType.MISTRAL ? "call00001" : "call_0";
        String second = type == ProviderType.MISTRAL ? "call00002" : "call_0";
        assertThat(body).containsSubsequence(first, first, second, second);
    }

    /** Some give no ids, and want none back. */
    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"GEMINI", "OLLAMA"},
            mode = EnumSource.Mode.EXCLUDE)
    void givesCallsWithoutIdsTheirOwnInTheirOrder(ProviderType type) {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(Message.assistant(
                        new Part.ToolUse("", "time", "{}"),
                        new Part.ToolUse("", "weather", "{}"),
                        new Part.ToolUse("", "time", "{}")))
                .message(Message.toolResult(
                        Part.ToolResult.of("", "time", "noon"),
                        Part.ToolResult.of("", "weather", "hot"),
                        Part.ToolResult.of("", "time", "one")));
        assertThat(String.valueOf(RequestBodies.of(type, request)))
                .containsSubsequence(
                        "call00001",
                        "call00002",
                        "call00003",
                        "call00001",
                        "noon",
                        "call00002",
                        "hot",
                        "call00003",
                        "one");
    }

    @Test
    void rewritesIdsThatAnthropicDoesNotTake() {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(Message.assistant(new Part.ToolUse("functions.time:0", "time", "{}")))
                .message(Message.toolResult("functions.time:0", "time", "noon"));
        assertThat(String.valueOf(RequestBodies.of(ProviderType.ANTHROPIC, request)))
                .contains("id=call00001", "tool_use_id=call00001")
                .doesNotContain("functions.time");
    }
}
