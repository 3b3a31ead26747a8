package dev.aistreaming.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ToolCall;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DemoCallsTests {

    private static final Set<String> ALL = Set.of("time", "write_note", "search_docs");

    private final DemoCalls calls = new DemoCalls(JsonMapper.shared());

    @Test
    void asksForTheTimeOfEachCity() {
        assertThat(calls.of("What time is it in Tokyo and in Buenos Aires?", Set.of("time")))
                .extracting(ToolCall::id)
                .containsExactly("call-1", "call-2", "call-3");
        assertThat(calls.of("How late is it in Lisbon?", ALL))
                .containsExactly(new ToolCall("call-1", "time", "{\"zone\":\"Europe/Lisbon\"}"));
    }

    @Test
    void writesDownWhatBeginsAsANote() {
        assertThat(calls.of("Note: buy milk, it is time", ALL))
                .containsExactly(new ToolCall("call-1", "write_note", "{\"text\":\"buy milk, it is time\"}"));
    }

    @Test
    void searchesForEverythingElse() {
        assertThat(calls.of("What is a \"heart-beat\"?", ALL))
                .containsExactly(
                        new ToolCall("call-1", "search_docs", "{\"query\":\"What is a \\\"heart-beat\\\"?\"}"));
        assertThat(calls.of("How many timeouts are there?", ALL))
                .extracting(ToolCall::name)
                .containsExactly("search_docs");
    }

    @Test
    void callsNothingThatIsNotOffered() {
        assertThat(calls.of("What time is it in Tokyo?", Set.of())).isEmpty();
        assertThat(calls.of("Note: buy milk", Set.of("time"))).isEmpty();
    }
}
