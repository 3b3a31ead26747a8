package dev.aistreaming.applications.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.testing.ScriptedProvider;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(120)
class McpApplicationTests {

    private final ScriptedProvider model = ScriptedProvider.named("openai")
            .toolCall("weather_forecast", "{\"place\":\"Bern\"}")
            .then()
            .answer("It is cold.");

    @Test
    void theModelUsesTheToolsOfTheServer() throws Exception {
        try (ConfigurableApplicationContext server = weather(0)) {
            try (ConfigurableApplicationContext application = application(port(server))) {
                assertThat(get(application).body()).contains("{\"content\":\"It is cold.\"}", "[DONE]");
            }
        }
        assertThat(model.requests().get(0).tools()).extracting(Tool::name).containsExactly("weather_forecast");
        assertThat(model.requests().get(1).messages())
                .last()
                .isEqualTo(Message.toolResult("call-1", "weather_forecast", "3 degrees in Bern"));
    }

    @Test
    void aServerThatIsAwayCostsItsToolsAndNotTheApplication() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (ConfigurableApplicationContext application = application(free)) {
            HttpResponse<String> response = get(application);

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains("The tools of 'weather' cannot be reached at the moment.", "tool_failed");
        }
    }

    private static ConfigurableApplicationContext weather(int port) {
        return new SpringApplicationBuilder(WeatherServer.class)
                .run("--server.port=" + port, "--ai.streaming.enabled=false");
    }

    private ConfigurableApplicationContext application(int port) {
        SpringApplication application = new SpringApplication(McpApplication.class);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("openai", model));
        return application.run(
                "--server.port=0", "--ai.streaming.mcp.servers.weather.url=http://localhost:" + port + "/mcp");
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application) throws Exception {
        URI uri = URI.create("http://localhost:" + port(application) + "/chat?question=Weather?");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
