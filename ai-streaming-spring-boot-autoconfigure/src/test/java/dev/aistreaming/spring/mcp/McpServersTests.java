package dev.aistreaming.spring.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Tools of a server of the SDK's own, over real HTTP. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class McpServersTests {

    private WeatherServer server;
    private McpCaller caller;

    @BeforeEach
    void start() throws Exception {
        server = new WeatherServer(0);
        caller = new McpCaller(place());
    }

    @AfterEach
    void stop() throws Exception {
        caller.close();
        server.close();
    }

    private McpServerSettings.Http place() {
        return new McpServerSettings.Http(server.url(), Map.of("Authorization", "Bearer SECRET-4711"));
    }

    private void restart(McpServerSettings settings) {
        caller.close();
        caller = new McpCaller(settings);
    }

    @Test
    void areNamedAfterTheirServerInCharactersThatProvidersTake() {
        assertThat(caller.names("weather_*")).contains("weather_forecast", "weather_echo_arguments");
        assertThat(caller.names("weather_f*")).containsExactly("weather_forecast", "weather_fail");
        assertThat(caller.names("weather_forecast")).containsExactly("weather_forecast");
        assertThat(caller.names("weather_snow")).isEmpty();
        assertThat(caller.names("other_forecast")).isEmpty();
    }

    @Test
    void keepTheirDescriptionsAndSchemas() {
        LocalTool forecast = caller.find("weather_forecast").get(0);

        assertThat(forecast.definition().description()).isEqualTo("Does forecast");
        JsonMapper mapper = JsonMapper.shared();
        assertThat(mapper.readTree(forecast.definition().parameters())).isEqualTo(mapper.readTree(WeatherTools.SCHEMA));
    }

    @Test
    void areCalledWithTheArgumentsOfTheModel() {
        assertThat(caller.call("weather_forecast", "{\"place\":\"Bern\"}").text())
                .isEqualTo("3 degrees in Bern");
        String arguments = "{\"a\":{\"b\":[1,null,true]},\"c\":1.50}";
        assertThat(caller.call("weather_echo_arguments", arguments).text()).contains("[1,null,true]", "\"c\":1.5");
        assertThat(server.hasReceived("\"c\":1.50")).isTrue();
    }

    @Test
    void sendTheHeadersOfTheServer() {
        caller.call("weather_forecast", "{\"place\":\"Bern\"}");

        assertThat(server.authorizations).isNotEmpty().containsOnly("Bearer SECRET-4711");
    }

    @Test
    void showHeadersToNobody() {
        assertThat(caller.servers.toString() + place() + McpCaller.settings(place(), Duration.ZERO))
                .contains(server.url().toString())
                .doesNotContain("4711");
    }

    @Test
    void giveBackTextsImagesLinksAndResources() {
        assertThat(caller.call("weather_map", "{}").content())
                .containsExactly(
                        new Part.Text("The map:"),
                        new Part.Image(Media.bytes(WeatherTools.PNG, "image/png")),
                        new Part.Text("Resource legend: https://example.com/legend.pdf"),
                        new Part.Text("A note: ü"));
        assertThat(caller.call("weather_structured", "{}").content()).containsExactly(new Part.Text("{\"degrees\":3}"));
    }

    @Test
    void areCutWhereTheirResultsAreLong() {
        caller.withLimits(ToolLimits.DEFAULTS.withMaxResultCharacters(9));

        assertThat(caller.call("weather_forecast", "{\"place\":\"Bern\"}").text())
                .startsWith("3 degrees\n[Cut here");
    }

    @Test
    void tellTheModelWhyTheyFailed() {
        Part.ToolResult failed = caller.call("weather_fail", "{}");

        assertThat(failed.failed()).isTrue();
        assertThat(failed.text()).isEqualTo("There is no such place.");
        assertThat(caller.call("weather_throw", "{}").failed()).isTrue();
    }

    @Test
    void areCancelledAtTheServerWhenNobodyWaits() throws Exception {
        CompletableFuture<ChatResponse> answer = caller.start("weather_slow", "{}");
        assertThat(server.tools.begun.await(60, TimeUnit.SECONDS)).isTrue();
        answer.cancel(true);

        await().until(() -> server.hasReceived("notifications/cancelled"));
        String call = server.received.stream()
                .filter(body -> body.contains("tools/call"))
                .findFirst()
                .orElseThrow();
        String id = call.replaceAll(".*\"id\":(\"[^\"]+\").*", "$1");
        assertThat(server.hasReceived("\"requestId\":" + id)).isTrue();
        assertThat(caller.call("weather_forecast", "{\"place\":\"Bern\"}").failed())
                .isFalse();
    }

    @Test
    void areCancelledAtTheServerWhenTheyTakeTooLong() {
        restart(McpCaller.settings(place(), Duration.ofMillis(300)));

        assertThat(caller.call("weather_slow", "{}").text()).contains("did not answer within 300 ms");
        await().until(() -> server.hasReceived("notifications/cancelled"));
    }

    @Test
    void runOnlyIfSomebodyApprovesWhereThatIsWanted() {
        restart(new McpServerSettings(
                "weather",
                place(),
                null,
                new McpServerSettings.Approval(false, Set.of("forecast")),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30)));

        assertThat(caller.call("weather_forecast", "{\"place\":\"Bern\"}").text())
                .contains("needs approval");
        assertThat(caller.call("weather_structured", "{}").failed()).isFalse();
    }

    @Test
    void areOfferedOnlyWhereTheListAllowsThem(CapturedOutput output) {
        restart(new McpServerSettings(
                "weather",
                place(),
                Set.of("forecast", "snow"),
                McpCaller.NO_APPROVAL,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30)));

        assertThat(caller.names("weather_*")).containsExactly("weather_forecast");
        assertThat(output)
                .contains("ai.streaming.mcp.servers.weather.tools has names that no tool of the server has: [snow]");
    }

    @Test
    void changeWithTheServer() {
        assertThat(caller.names("weather_tide")).isEmpty();
        await().untilAsserted(
                        () -> { // the stream for news opens by and by
                            server.add(WeatherTools.tool(
                                    "tide", WeatherTools.ANY, arguments -> WeatherTools.text("High.")));
                            assertThat(caller.names("weather_tide")).containsExactly("weather_tide");
                        });

        assertThat(caller.call("weather_tide", "{}").text()).isEqualTo("High.");
    }

    @Test
    void cannotBeNamedWhileTheirServerIsAwayAndAreThereAfterwards(CapturedOutput output) throws Exception {
        int port = server.port();
        server.close();
        assertThatThrownBy(() -> caller.find("weather_forecast")).isInstanceOfSatisfying(AiException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.TOOL_FAILED);
            assertThat(error.userMessage()).isEqualTo("The tools of 'weather' cannot be reached at the moment.");
            assertThat(error.retryable()).isTrue();
        });
        assertThat(output).contains("cannot be reached, so its tools are not there: java.net.ConnectException");

        server = new WeatherServer(port);
        assertThat(caller.call("weather_forecast", "{\"place\":\"Bern\"}").failed())
                .isFalse();
    }

    @Test
    void areCalledInANewSessionWhereTheServerHasLostIt() {
        caller.call("weather_forecast", "{\"place\":\"Bern\"}");
        LocalTool known = caller.find("weather_forecast").get(0);
        server.renew();

        assertThat(caller.call("weather_forecast", "{\"place\":\"Rome\"}").text())
                .isEqualTo("3 degrees in Rome");
        assertThat(known.name()).isEqualTo("weather_forecast");
    }

    @Test
    void failWhereTheServerDiesInTheMiddleAndWorkWhenItIsBack() throws Exception {
        int port = server.port();
        CompletableFuture<ChatResponse> answer = caller.start("weather_slow", "{}");
        assertThat(server.tools.begun.await(60, TimeUnit.SECONDS)).isTrue();
        server.kill();

        assertThat(answer.get(20, TimeUnit.SECONDS).messages().toString()).contains("The tool failed.");
        server = new WeatherServer(port);
        assertThat(caller.call("weather_forecast", "{\"place\":\"Bern\"}").failed())
                .isFalse();
    }

    @Test
    void failAtOnceWhereTheirResponseHasBegunAndBreaksOff() throws Exception {
        server.early = true;
        CompletableFuture<ChatResponse> answer = caller.start("weather_slow", "{}");
        assertThat(server.tools.begun.await(60, TimeUnit.SECONDS)).isTrue();
        server.kill();

        assertThat(answer.get(20, TimeUnit.SECONDS).messages().toString()).contains("The tool failed.");
    }
}
