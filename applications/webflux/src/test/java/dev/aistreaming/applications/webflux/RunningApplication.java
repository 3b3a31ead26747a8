package dev.aistreaming.applications.webflux;

import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on a port of its own, with a provider that does what a test says. */
final class RunningApplication implements AutoCloseable {

    private final ScriptedServer provider;
    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningApplication(ScriptedServer.Script script, String... settings) {
        this(new ScriptedServer(script), settings);
    }

    RunningApplication(ScriptedServer provider, String... settings) {
        this.provider = provider;
        this.context = new SpringApplicationBuilder(WebFluxApplication.class, Users.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--ai.streaming.providers.openai.api-key=a-key",
                                        "--ai.streaming.providers.openai.base-url=" + provider.url()),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int asked() {
        return provider.requests().size();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A response that is read as it comes. */
    HttpResponse<InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpRequest.Builder post(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
    }

    @Override
    public void close() {
        context.close();
        provider.close();
    }
}
