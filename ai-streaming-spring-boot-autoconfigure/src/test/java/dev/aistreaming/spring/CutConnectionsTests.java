package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.ScriptedServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CutConnectionsTests {

    @Test
    void everyAnswerIsReadExactlyOnceOverManyConnections() throws Exception {
        try (ScriptedServer provider = CutConnections.provider();
                ScriptedApplication application =
                        new ScriptedApplication(provider, "ai.streaming.resume.enabled=true")) {
            new CutConnections().readAll(connection -> "http://127.0.0.1:" + application.port());

            assertThat(provider.requests()).hasSize(CutConnections.answers());
        }
    }
}
