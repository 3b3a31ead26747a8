package dev.aistreaming.spring.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The page on another port of docs/getting-started.md, with Spring Security. */
@SpringBootTest(
        classes = SeparatePageTests.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ai.streaming.resume.enabled=true",
            "spring.security.user.name=ann",
            "spring.security.user.password=secret",
            "spring.autoconfigure.exclude=" + GuideApplications.UNUSED
        })
@ScriptedAi
class SeparatePageTests {

    private static final String PAGE = "http://localhost:5173";

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class})
    @Import({WebSecurity.class, ChatController.class})
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class WebSecurity {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(withDefaults())
                    .csrf(csrf -> csrf.spa())
                    .cors(withDefaults())
                    .build();
        }

        @Bean
        CorsConfigurationSource corsConfigurationSource() {
            CorsConfiguration cors = new CorsConfiguration();
            cors.setAllowedOrigins(List.of("http://localhost:5173"));
            cors.setAllowedMethods(List.of("GET", "POST", "DELETE"));
            cors.setAllowedHeaders(List.of("Content-Type", "X-XSRF-TOKEN", "Last-Event-ID"));
            cors.setExposedHeaders(List.of("X-AI-Stream-Id", "Retry-After"));
            cors.setAllowCredentials(true);
            UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
            source.registerCorsConfiguration("/**", cors);
            return source;
        }
    }

    @RestController
    static class ChatController {

        record Question(String question) {}

        private final AiService ai;

        ChatController(AiService ai) {
            this.ai = ai;
        }

        @PostMapping("/chat")
        SseEmitter chat(@RequestBody Question body) {
            return ai.stream(body.question());
        }
    }

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @Autowired
    private ScriptedProvider provider;

    @LocalServerPort
    private int port;

    @BeforeEach
    void script() {
        provider.answer("Hello");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String origin) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Origin", origin);
    }

    private HttpRequest.Builder question(String origin) {
        return request("/chat", origin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"Hi\"}"));
    }

    /** The token that the page finds in its cookies. */
    private String token() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private void signIn() throws Exception {
        send(request("/login", PAGE));
        send(request("/login", PAGE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-XSRF-TOKEN", token())
                .POST(BodyPublishers.ofString("username=ann&password=secret")));
        send(request("/login", PAGE)); // any response brings the new token
    }

    @Test
    void thePageAsksWithItsToken() throws Exception {
        signIn();
        HttpResponse<String> answer = send(question(PAGE).header("X-XSRF-TOKEN", token()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("data: {\"content\":\"Hello\"}").endsWith("data: [DONE]\n\n");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(answer.headers().allValues("Access-Control-Expose-Headers"))
                .anySatisfy(exposed -> assertThat(exposed).contains("X-AI-Stream-Id"));
    }

    @Test
    void nobodyAsksWithoutAToken() throws Exception {
        signIn();

        assertThat(send(question(PAGE)).statusCode()).isEqualTo(403);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void anotherSiteMayNotAsk() throws Exception {
        signIn();

        HttpResponse<String> answer = send(question("http://evil.example").header("X-XSRF-TOKEN", token()));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void theBrowserIsToldBeforeItAsks() throws Exception {
        HttpResponse<String> preflight = send(request("/chat", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-xsrf-token")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                .hasValue("true");
    }
}
