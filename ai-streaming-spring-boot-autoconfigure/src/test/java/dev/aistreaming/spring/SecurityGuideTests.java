package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.tool.ToolContext;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The examples of docs/security.md. */
class SecurityGuideTests {

    private static ScriptedApplication application;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @BeforeAll
    static void start() {
        application = new ScriptedApplication(Server.TOMCAT, true, List.of(Guide.class, Users.class));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void answerAnew() {
        application.provider.requests().clear();
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Fine.") + OpenAiWire.ending());
            connection.end();
        });
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + application.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder withToken(HttpRequest.Builder request) {
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        return request.header("X-XSRF-TOKEN", token);
    }

    private void signIn(String user) throws IOException, InterruptedException {
        send(request("/"));
        send(withToken(request("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + user + "&password=secret")));
        send(request("/"));
    }

    private HttpRequest.Builder question() {
        return request("/api/chat")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"question\":\"How are you?\"}"));
    }

    @Test
    void aSignedInUserWithATokenIsAnswered() throws Exception {
        signIn("alice");

        HttpResponse<String> response = send(withToken(question()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("{\"content\":\"Fine.\"}").endsWith("data: [DONE]\n\n");
    }

    @Test
    void withoutTheTokenNothingIsAsked() throws Exception {
        signIn("alice");

        assertThat(send(question()).statusCode()).isEqualTo(403);
        assertThat(application.provider.requests()).isEmpty();
    }

    @Test
    void withoutALoginNothingIsAsked() throws Exception {
        send(request("/"));

        assertThat(send(withToken(question())).statusCode()).isEqualTo(302);
        assertThat(application.provider.requests()).isEmpty();
    }

    @Test
    void aStreamIsStoppedByTheTokenToo() throws Exception {
        signIn("alice");

        assertThat(send(withToken(request("/api/chat/unknown").DELETE())).statusCode())
                .isEqualTo(404);
        assertThat(send(request("/api/chat/unknown").DELETE()).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> preflight(String origin) throws IOException, InterruptedException {
        return send(request("/api/chat")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,last-event-id")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void aKnownOriginMayAsk() throws Exception {
        HttpResponse<String> response = preflight("https://app.example.com");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
    }

    @Test
    void anotherOriginMayNot() throws Exception {
        assertThat(preflight("https://evil.example.com").statusCode()).isEqualTo(403);
    }

    private static ScriptedServer.Script cancelling() {
        AtomicInteger steps = new AtomicInteger();
        return connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(
                    steps.getAndIncrement() == 0
                            ? OpenAiWire.opening() + ToolStreamTests.call("cancel_order", "{\"id\":\"4711\"}")
                            : OpenAiWire.opening() + OpenAiWire.text("Done.") + OpenAiWire.ending());
            connection.end();
        };
    }

    private String resultForTheModel() {
        return application.provider.requests().get(1).body();
    }

    @Test
    void aToolRunsWithTheRightsOfTheUser() throws Exception {
        application.play(cancelling());
        signIn("bob");

        send(withToken(question()));

        assertThat(resultForTheModel()).contains("Order 4711 of bob is cancelled.");
    }

    @Test
    void aToolDoesNotRunForWhoeverLacksTheRight() throws Exception {
        application.play(cancelling());
        signIn("alice");

        send(withToken(question()));

        assertThat(resultForTheModel()).contains("failed").doesNotContain("is cancelled", "Denied");
        assertThat(application.bean(Orders.class).cancelled).doesNotContainValue("alice");
    }

    /** Who they are is no part of the guide. */
    @Configuration(proxyBeanMethods = false)
    static class Users {
        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("alice").password("{noop}secret").build(),
                    User.withUsername("bob")
                            .password("{noop}secret")
                            .roles("CUSTOMER")
                            .build());
        }
    }

    @Component
    static class Orders {
        private final Map<String, String> cancelled = new ConcurrentHashMap<>();

        String cancel(String id, @Nullable String user) {
            cancelled.put(id, Objects.requireNonNull(user));
            return "Order " + id + " of " + user + " is cancelled.";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    @Import({ChatController.class, OrderTools.class, Orders.class})
    static class Guide {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/api/chat/**")
                            .authenticated()
                            .anyRequest()
                            .permitAll())
                    .formLogin(withDefaults())
                    .csrf(csrf -> csrf.spa())
                    .cors(withDefaults())
                    .build();
        }

        @Bean
        CorsConfigurationSource corsConfigurationSource() {
            CorsConfiguration cors = new CorsConfiguration();
            cors.setAllowedOrigins(List.of("https://app.example.com"));
            cors.setAllowedMethods(List.of("GET", "POST", "DELETE"));
            cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "Last-Event-ID"));
            cors.setExposedHeaders(List.of("X-AI-Stream-Id"));
            UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
            source.registerCorsConfiguration("/api/chat/**", cors);
            return source;
        }
    }

    @RestController
    static class ChatController {

        record Question(String question) {}

        private final AiService ai;
        private final AiStreams streams;

        ChatController(AiService ai, AiStreams streams) {
            this.ai = ai;
            this.streams = streams;
        }

        @PostMapping("/api/chat")
        SseEmitter chat(@RequestBody Question body) {
            return ai.task().system("You help our customers.").tools("cancel_order").prompt(body.question()).stream();
        }

        @DeleteMapping("/api/chat/{streamId}")
        ResponseEntity<Void> stop(@PathVariable String streamId) {
            return streams.stop(streamId)
                    ? ResponseEntity.noContent().build()
                    : ResponseEntity.notFound().build();
        }
    }

    @Component
    static class OrderTools {

        private final Orders orders;

        OrderTools(Orders orders) {
            this.orders = orders;
        }

        @AiTool(name = "cancel_order", value = "Cancels an order of the user")
        @PreAuthorize("hasRole('CUSTOMER')")
        public String cancel(String id, ToolContext context) {
            return orders.cancel(id, context.user());
        }
    }
}
