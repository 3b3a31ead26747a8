package dev.aistreaming.spring.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import java.io.BufferedReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tools of a server of the SDK's own that is a program. */
@Tag("integration")
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class McpProcessTests {

    private McpCaller caller = new McpCaller(WeatherProgram.command(Map.of("UNITS", "metric")));

    @AfterEach
    void stop() {
        caller.close();
    }

    private static List<ProcessHandle> programs() {
        return ProcessHandle.current().descendants().toList();
    }

    @Test
    void areCalledAndEndWithTheApplication() {
        assertThat(caller.call("weather_forecast", "{\"place\":\"Zürich\"}").text())
                .isEqualTo("3 degrees in Zürich");
        assertThat(caller.call("weather_fail", "{}").text()).isEqualTo("There is no such place.");
        List<ProcessHandle> running = programs();
        assertThat(running).hasSize(1);

        caller.close();

        assertThat(running).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void endWithAnApplicationThatIsToldToEnd() throws Exception {
        Process owner = OwnerProgram.start();
        ProcessHandle program;
        try (BufferedReader out = owner.inputReader()) {
            String pid = out.lines()
                    .filter(line -> line.startsWith("pid "))
                    .findFirst()
                    .orElseThrow();
            program = ProcessHandle.of(Long.parseLong(pid.substring(4))).orElseThrow();
            owner.destroy();
            owner.waitFor();
        }

        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void seeNothingOfTheEnvironmentButWhatTheyNeed() {
        List<String> seen =
                List.of(caller.call("weather_environment", "{}").text().split(",", -1));

        assertThat(seen)
                .contains("UNITS", "PATH")
                .isSubsetOf("UNITS", "HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER");
    }

    @Test
    void failAtOnceWhereTheProgramDiesAndWorkInANewOne() {
        assertThat(caller.call("weather_exit", "{}").text()).isEqualTo("The tool failed.");
        assertThat(caller.call("weather_forecast", "{\"place\":\"Bern\"}").failed())
                .isFalse();
    }

    @Test
    void areAwayWhereThereIsNoSuchProgram(CapturedOutput output) {
        caller.close();
        caller = new McpCaller(new McpServerSettings.Command(List.of("no-such-program-4711"), Map.of()));

        assertThatThrownBy(() -> caller.find("weather_*")).isInstanceOf(AiException.class);
        assertThat(output).contains("MCP server 'weather' (no-such-program-4711)", "the program cannot be started");
    }

    @Test
    void areAwayWhereTheProgramEndsByItself(CapturedOutput output) {
        caller.close();
        caller = new McpCaller(new McpServerSettings.Command(List.of("sh", "-c", "exit 7"), Map.of()));

        assertThatThrownBy(() -> caller.find("weather_*")).isInstanceOf(AiException.class);
        assertThat(output).contains("the process has ended with the exit code 7");
    }

    @Test
    void leaveNothingBehindThatDoesNotListen() {
        long seconds = 100_000 + ProcessHandle.current().pid(); // which tells it from those of others
        caller.close();
        caller = new McpCaller(new McpServerSettings.Command(
                List.of("sh", "-c", "trap '' TERM; sleep " + seconds + " & while true; do sleep 1; done"), Map.of()));
        caller.servers.afterSingletonsInstantiated();
        await().until(() -> sleepers(seconds) > 0);

        caller.close();

        assertThat(sleepers(seconds)).isZero();
    }

    private static long sleepers(long seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("sleep " + seconds))
                .count();
    }
}
