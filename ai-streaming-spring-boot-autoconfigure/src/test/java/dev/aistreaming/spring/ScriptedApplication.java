package dev.aistreaming.spring;

import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A real application on a real server, whose provider does what a test says. */
public final class ScriptedApplication implements AutoCloseable {

    public final ScriptedServer provider;
    private volatile ScriptedServer.@Nullable Script script;
    private final ConfigurableApplicationContext context;
    private boolean kept;
    private final HttpClient client = HttpClient.newHttpClient();

    /** The web servers that Spring Boot has for servlets. Without security, unless a test asks for it. */
    public enum Server {
        TOMCAT("org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"),
        JETTY("org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration");

        private final String excluded;

        Server(String excluded) {
            this.excluded = excluded;
        }
    }

    private static final String DRAIN_TIMEOUT = "ai.streaming.shutdown.drain-timeout";
    private static final String REDIS = "spring.data.redis.url";

    /** Its client takes time to start and to stop. */
    private static final String WITHOUT_REDIS =
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration,"
                    + "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration";

    static final String SECURITY = "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
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

    /** An application for several tests, whose provider does what {@link #play} said last. */
    ScriptedApplication(Server server, boolean security, List<Class<?>> configurations, String... properties) {
        this(server, security, configurations, null, properties);
    }

    ScriptedApplication(
            Server server,
            boolean security,
            List<Class<?>> configurations,
            @Nullable ScriptedServer scripted,
            String... properties) {
        this.provider = scripted == null ? new ScriptedServer(this::playCurrent) : scripted;
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--management.health.redis.enabled=false", // there is none
                withoutOthers(server, security),
                "--ai.streaming.providers.openai.base-url=" + provider.url(),
                "--ai.streaming.providers.openai.api-key=sk-SECRET-4711",
                "--ai.streaming.providers.openai.model=gpt-test",
                "--ai.streaming.retry.initial-backoff=10ms"));
        if (isNotAmong(properties, DRAIN_TIMEOUT)) {
            arguments.add("--" + DRAIN_TIMEOUT + "=100ms"); // most tests end with a stream still open
        }
        if (isNotAmong(properties, REDIS)) {
            arguments.add("--spring.autoconfigure.exclude=" + WITHOUT_REDIS);
        }
        for (String property : properties) {
            arguments.add("--" + property);
        }
        this.context = new SpringApplicationBuilder(App.class)
                .sources(configurations.toArray(Class<?>[]::new))
                .web(WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new));
    }

    private static boolean isNotAmong(String[] properties, String name) {
        return List.of(properties).stream().noneMatch(property -> property.startsWith(name));
    }

    /** One server, and security only where it is wanted, for the tests have both servers and security on the class path. */
    static String withoutOthers(Server server, boolean security) {
        return "--spring.autoconfigure.exclude=" + server.excluded + (security ? "" : "," + SECURITY);
    }

    /** What the provider does from now on. */
    void play(ScriptedServer.Script script) {
        this.script = script;
    }

    private void playCurrent(ScriptedConnection connection) throws IOException, InterruptedException {
        Objects.requireNonNull(script).play(connection);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public App.Controller controller() {
        return context.getBean(App.Controller.class);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The answer to a GET request with these further headers: a name, a value, and so on. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a GET request that is read while it comes. */
    HttpResponse<InputStream> open(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The answer to a form or a document that is posted, read while it comes. */
    HttpResponse<InputStream> post(String path, String contentType, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request = request(path, headers)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The answer to a request with this method. */
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest request = request(path, headers)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** Reads until the text has come. */
    static String readUntil(InputStream in, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        byte[] read = new byte[1024];
        int length = 0;
        while (length < wanted.length
                || !Arrays.equals(read, length - wanted.length, length, wanted, 0, wanted.length)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the stream ended after: " + new String(read, 0, length, StandardCharsets.UTF_8));
            }
            if (length == read.length) {
                read = Arrays.copyOf(read, 2 * length);
            }
            read[length++] = (byte) next;
        }
        return new String(read, 0, length, StandardCharsets.UTF_8);
    }

    /** Waits until no stream is open, no request is under way and no timer runs. */
    void awaitQuiet() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> bean(ActiveStreams.class).count() == 0
                        && bean(App.Requests.class).underWay.get() == 0
                        && bean(Threads.class).pending() == 0);
    }

    /** The whole stream of an answer. */
    public String stream() throws IOException, InterruptedException {
        return get("/chat?question=hi").body();
    }

    /** A browser that reads what it likes and leaves when it likes. */
    public Browser browser(String path, String... headers) throws IOException {
        return new Browser(port(), path, headers);
    }

    /** From now on closing ends what is under way, and the application is there for the next test. */
    ScriptedApplication kept() {
        kept = true;
        return this;
    }

    private void makeReadyForTheNext() {
        ActiveStreams streams = bean(ActiveStreams.class);
        streams.list().forEach(stream -> streams.stop(stream.id()));
        await().until(() ->
                streams.count() == 0 && bean(App.Requests.class).underWay.get() == 0);
        controller().onComplete = response -> {};
        controller().onError = error -> {};
        controller().callbacks.clear();
        provider.requests().clear();
    }

    @Override
    public void close() {
        if (kept) {
            makeReadyForTheNext();
        } else {
            stop();
        }
    }

    void stop() {
        context.close();
        provider.close();
    }

    public static final class Browser implements AutoCloseable {
        /** Of a response in chunks. */
        private static final String END = "0\r\n\r\n";

        private final Socket socket;
        private final InputStream in;

        private Browser(int port, String path, String... headers) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000); // a safety net for tests that would hang
            in = socket.getInputStream();
            StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        }

        /** Reads until the text has come. */
        String readUntil(String text) throws IOException {
            return ScriptedApplication.readUntil(in, text);
        }

        /** Reads all there is up to the end of the response; returns how many bytes. */
        long countUntilTheEnd() throws IOException {
            return countUntil(END);
        }

        /** Reads up to where this is among the last that has come; returns how many bytes. */
        long countUntil(String end) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            int framing = "\r\n".length(); // of a chunk, which some servers write at its end and some before the next
            String last = "";
            long total = 0;
            while (!last.contains(end)) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new IOException("the stream ended after " + total + " bytes");
                }
                total += count;
                String read = last + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                last = read.substring(Math.max(0, read.length() - end.length() - framing));
            }
            return total;
        }

        /** What comes until the connection is closed, or until the response ends. */
        String rest() throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] buffer = new byte[64 * 1024];
            String end = "";
            try {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    read.write(buffer, 0, count);
                    String last = end + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                    end = last.substring(Math.max(0, last.length() - END.length()));
                    if (end.equals(END)) {
                        break;
                    }
                }
            } catch (SocketException e) {
                // closed by a reset, since not everything had been taken
            }
            return read.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class) // a database only where a test asks for one
    static class App {

        /** Counts the requests that the server has not finished. */
        @Component
        @Order(Ordered.HIGHEST_PRECEDENCE)
        static class Requests implements Filter {
            final AtomicInteger underWay = new AtomicInteger();

            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                underWay.incrementAndGet();
                try {
                    chain.doFilter(request, response);
                } finally {
                    if (request.isAsyncStarted()) {
                        request.getAsyncContext().addListener(new End());
                    } else {
                        underWay.decrementAndGet();
                    }
                }
            }

            private final class End implements AsyncListener {
                @Override
                public void onComplete(AsyncEvent event) {
                    underWay.decrementAndGet();
                }

                @Override
                public void onTimeout(AsyncEvent event) {}

                @Override
                public void onError(AsyncEvent event) {}

                @Override
                public void onStartAsync(AsyncEvent event) {}
            }
        }

        @RestController
        static class Controller {
            volatile Consumer<ChatResponse> onComplete = response -> {};
            volatile Consumer<AiException> onError = error -> {};
            final List<String> callbacks = new CopyOnWriteArrayList<>();
            private final AiService ai;

            Controller(AiService ai) {
                this.ai = ai;
            }

            @GetMapping("/chat")
            SseEmitter chat(@RequestParam String question) {
                return ai.stream(question);
            }

            @PostMapping("/chat")
            SseEmitter post(@RequestBody String question) {
                return ai.stream(question);
            }

            @GetMapping("/of/{provider}")
            SseEmitter of(@PathVariable String provider) {
                return ai.provider(provider).stream("hi");
            }

            @GetMapping("/fallback")
            SseEmitter fallback(@RequestParam String[] to) {
                return ai.task().prompt("hi").fallback(to).stream();
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

            /** With the callbacks that a test has set, and one more of each kind. */
            @GetMapping("/callbacks")
            SseEmitter callbacks(@RequestParam String question) {
                return callbacks(ai.task().prompt(question)).stream();
            }

            @GetMapping("/callbacks/run")
            String callbacksOfAWholeAnswer(@RequestParam String question) {
                return callbacks(ai.task().prompt(question)).run().content();
            }

            private TaskBuilder callbacks(TaskBuilder task) {
                return task.onComplete(onComplete)
                        .onComplete(response -> callbacks.add("complete:" + response.content()))
                        .onError(onError)
                        .onError(error -> callbacks.add("error:" + error.code().wireName()));
            }

            @RequestMapping(
                    path = "/any",
                    method = {RequestMethod.GET, RequestMethod.OPTIONS})
            SseEmitter any() {
                return ai.stream("hi");
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
