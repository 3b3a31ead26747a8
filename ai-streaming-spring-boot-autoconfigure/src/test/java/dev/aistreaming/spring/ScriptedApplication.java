package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A real application on a real server, whose provider does what a test says. */
final class ScriptedApplication implements AutoCloseable {

    final ScriptedServer provider;
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    /** The web servers that Spring Boot has for servlets. Without security, unless a test asks for it. */
    enum Server {
        TOMCAT("org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"),
        JETTY("org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration");

        private final String excluded;

        Server(String excluded) {
            this.excluded = excluded;
        }
    }

    private static final String SECURITY = "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration";

    ScriptedApplication(ScriptedServer.Script script, String... properties) {
        this(new ScriptedServer(script), properties);
    }

    ScriptedApplication(ScriptedServer provider, String... properties) {
        this(Server.TOMCAT, false, List.of(), provider, properties);
    }

    ScriptedApplication(Server server, ScriptedServer.Script script, String... properties) {
        this(server, false, List.of(), new ScriptedServer(script), properties);
    }

    ScriptedApplication(
            Server server,
            boolean security,
            List<Class<?>> configurations,
            ScriptedServer provider,
            String... properties) {
        this.provider = provider;
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.autoconfigure.exclude=" + server.excluded + (security ? "" : "," + SECURITY),
                "--ai.streaming.providers.openai.base-url=" + provider.url(),
                "--ai.streaming.providers.openai.api-key=sk-SECRET-4711",
                "--ai.streaming.providers.openai.model=gpt-test",
                "--ai.streaming.retry.initial-backoff=10ms"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        this.context = new SpringApplicationBuilder(App.class)
                .sources(configurations.toArray(Class<?>[]::new))
                .web(WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new));
    }

    ApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    App.Controller controller() {
        return context.getBean(App.Controller.class);
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Accept", "text/event-stream")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The whole stream of an answer. */
    String stream() throws IOException, InterruptedException {
        return get("/chat?question=hi").body();
    }

    /** A browser that reads what it likes and leaves when it likes. */
    Browser browser(String path) throws IOException {
        return new Browser(port(), path);
    }

    @Override
    public void close() {
        context.close();
        provider.close();
    }

    static final class Browser implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        private Browser(int port, String path) throws IOException {
            socket = new Socket("127.0.0.1", port);
            in = socket.getInputStream();
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }

        /** Reads until the text has come. */
        String readUntil(String text) throws IOException {
            StringBuilder read = new StringBuilder();
            byte[] buffer = new byte[1024];
            while (read.indexOf(text) < 0) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new IOException("the stream ended after: " + read);
                }
                read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            return read.toString();
        }

        /** Reads all there is up to the end of the response; returns how many bytes. */
        long countUntilTheEnd() throws IOException {
            byte[] buffer = new byte[64 * 1024];
            byte[] ending = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] last = new byte[0];
            long total = 0;
            while (true) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new IOException("the stream ended after " + total + " bytes");
                }
                total += count;
                byte[] tail = new byte[last.length + count];
                System.arraycopy(last, 0, tail, 0, last.length);
                System.arraycopy(buffer, 0, tail, last.length, count);
                last = java.util.Arrays.copyOfRange(tail, Math.max(0, tail.length - ending.length), tail.length);
                if (java.util.Arrays.equals(last, ending)) {
                    return total;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {

        @RestController
        static class Controller {
            final List<String> callbacks = new CopyOnWriteArrayList<>();
            private final AiService ai;

            Controller(AiService ai) {
                this.ai = ai;
            }

            @GetMapping("/chat")
            SseEmitter chat(@RequestParam String question) {
                return ai.stream(question);
            }

            @GetMapping("/task")
            SseEmitter task(@RequestParam String question) {
                return ai
                        .task()
                        .system("Be brief.")
                        .message("user", "Hello?")
                        .message("assistant", "Hello!")
                        .prompt(question)
                        .temperature(0.5)
                        .topP(0.9)
                        .maxTokens(100)
                        .stop("END")
                        .seed(7L)
                        .model("gpt-other")
                        .option("user", "u1")
                        .onComplete(response -> callbacks.add("complete:" + response.content()))
                        .onError(error -> callbacks.add("error:" + error.code().wireName()))
                        .stream();
            }

            @GetMapping("/ask")
            String ask(@RequestParam String question) {
                return ai.ask(question);
            }

            @GetMapping("/invalid")
            SseEmitter invalid() {
                return ai.stream(
                        ChatRequest.builder().prompt("hi").temperature(-1.0).build());
            }
        }
    }
}
