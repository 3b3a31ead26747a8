package dev.aistreaming.applications.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

class ConversationTests {

    @Test
    void aConversationOfAnAnswerInOnePieceBelongsToWhoeverAsks() throws Exception {
        ScriptedServer provider = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.ending());
            connection.end();
        });
        try (RunningApplication application =
                new RunningApplication(provider, "--ai.streaming.conversations.store=memory")) {
            for (String said : new String[] {"alice: I am Alice", "bob: I am Bob", "alice: Who am I?"}) {
                String[] who = said.split(": ", 2);
                assertThat(application
                                .send(application
                                        .request("/talks/main")
                                        .header("X-User", who[0])
                                        .header("Content-Type", "text/plain")
                                        .POST(BodyPublishers.ofString(who[1])))
                                .body())
                        .isEqualTo("Hello");
            }

            assertThat(provider.requests().get(1).body()).contains("I am Bob").doesNotContain("I am Alice");
            assertThat(provider.requests().get(2).body())
                    .contains("I am Alice", "Who am I?")
                    .doesNotContain("I am Bob");
        }
    }
}
