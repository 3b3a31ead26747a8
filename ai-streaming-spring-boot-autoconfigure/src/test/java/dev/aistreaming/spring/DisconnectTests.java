package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class DisconnectTests {

    @ParameterizedTest
    @EnumSource(Server.class)
    void nothingIsLeftWhenTheBrowserLeavesWhileWordsFlow(Server server, CapturedOutput output) throws Exception {
        assertNothingIsLeft(
                server,
                "word",
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening());
                    while (!connection.clientLeft(0)) {
                        connection.chunk(OpenAiWire.text("word "));
                        Thread.sleep(5);
                    }
                },
                output);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void nothingIsLeftWhenTheBrowserLeavesWhileTheProviderIsSilent(Server server, CapturedOutput output)
            throws Exception {
        assertNothingIsLeft(
                server,
                "word",
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
                    connection.waitForClientToLeave();
                },
                output);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void nothingIsLeftWhenTheBrowserLeavesBeforeTheProviderAnswers(Server server, CapturedOutput output)
            throws Exception {
        assertNothingIsLeft(server, "\r\n\r\n", ScriptedConnection::waitForClientToLeave, output);
    }

    private static void assertNothingIsLeft(
            Server server, String leavesAfter, ScriptedServer.Script script, CapturedOutput output) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                server,
                script,
                "ai.streaming.heartbeat-interval=50ms",
                "spring.lifecycle.timeout-per-shutdown-phase=10s")) {
            try (ScriptedApplication.Browser browser = application.browser("/task?question=hi")) {
                browser.readUntil(leavesAfter);
                await().until(() -> !application.provider.requests().isEmpty());
            }

            await().until(() -> application.provider.openConnections() == 0);
            application.awaitQuiet();
            assertThat(application.controller().callbacks).containsExactly("error:cancelled");
        }
        // the server knows of no request that it would have to wait for
        assertThat(output.getAll())
                .contains("Graceful shutdown complete")
                .doesNotContain("Graceful shutdown aborted", " WARN ", " ERROR ", "Exception", "\tat ");
    }
}
