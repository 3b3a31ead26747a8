package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;

/** Streams of an application in which Spring Security asks everybody who they are. */
@ExtendWith(OutputCaptureExtension.class)
class SecurityTests {

    private static final Map<Login, ScriptedApplication> applications = new EnumMap<>(Login.class);

    /** How users sign in. */
    enum Login {
        SESSION(SessionSecurity.class) {
            @Override
            String[] headers(ScriptedApplication application, String user) throws Exception {
                HttpResponse<InputStream> response = application.post(
                        "/login", "application/x-www-form-urlencoded", "username=" + user + "&password=secret");
                String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
                return new String[] {"Cookie", cookie.substring(0, cookie.indexOf(';'))};
            }
        },
        BASIC(BasicSecurity.class) {
            @Override
            String[] headers(ScriptedApplication application, String user) {
                byte[] credentials = (user + ":secret").getBytes(StandardCharsets.UTF_8);
                return new String[] {
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials)
                };
            }
        },
        BEARER(BearerSecurity.class) {
            @Override
            String[] headers(ScriptedApplication application, String user) {
                return new String[] {"Authorization", "Bearer token-of-" + user};
            }
        };

        private final Class<?> configuration;

        Login(Class<?> configuration) {
            this.configuration = configuration;
        }

        abstract String[] headers(ScriptedApplication application, String user) throws Exception;
    }

    private static ScriptedApplication application(Login login) {
        return applications.computeIfAbsent(
                login,
                key -> new ScriptedApplication(
                        ScriptedApplication.Server.TOMCAT,
                        true,
                        List.of(key.configuration, OwnAsyncController.class),
                        "ai.streaming.default-provider=openai",
                        "ai.streaming.heartbeat-interval=30ms",
                        "ai.streaming.retry.max-attempts=1",
                        "ai.streaming.limits.max-concurrent-streams-per-client=1",
                        "ai.streaming.providers.hasty.type=openai",
                        "ai.streaming.providers.hasty.base-url=${ai.streaming.providers.openai.base-url}",
                        "ai.streaming.providers.hasty.model=gpt-test",
                        "ai.streaming.providers.hasty.timeouts.first-token=200ms"));
    }

    @AfterEach
    void awaitQuiet() {
        applications.values().forEach(ScriptedApplication::awaitQuiet);
    }

    @AfterAll
    static void close() {
        applications.values().forEach(ScriptedApplication::close);
        applications.clear();
    }

    @ParameterizedTest
    @EnumSource(Login.class)
    void anAnswerThatSucceedsEndsQuietly(Login login, CapturedOutput output) throws Exception {
        ScriptedApplication application = application(login);
        application.play(SecurityTests::hello);

        HttpResponse<String> response = application.get("/chat?question=hi", login.headers(application, "alice"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(withoutHeartbeats(response)).isEqualTo("data: {\"content\":\"Hello\"}\n\ndata: [DONE]\n\n");
        assertQuiet(application, output);
        assertThat(output.getOut()).doesNotContain(" WARN ", " ERROR ");
    }

    @ParameterizedTest
    @EnumSource(Login.class)
    void anAnswerThatFailsEndsWithTheErrorAlone(Login login, CapturedOutput output) throws Exception {
        ScriptedApplication application = application(login);
        application.play(connection -> connection.whole(503, "text/html", "<h1>sorry</h1>"));

        HttpResponse<String> response = application.get("/chat?question=hi", login.headers(application, "alice"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(withoutHeartbeats(response))
                .startsWith("data: {\"error\":")
                .contains("\"code\":\"overloaded\"")
                .endsWith("\n\ndata: [DONE]\n\n");
        assertQuiet(application, output);
    }

    @ParameterizedTest
    @EnumSource(Login.class)
    void anAnswerThatDoesNotBeginEndsWithTheErrorAlone(Login login, CapturedOutput output) throws Exception {
        ScriptedApplication application = application(login);
        application.play(ScriptedConnection::waitForClientToLeave);

        HttpResponse<String> response = application.get("/of/hasty", login.headers(application, "alice"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"code\":\"timeout\"")
                .endsWith("\n\ndata: [DONE]\n\n")
                .containsOnlyOnce("[DONE]");
        assertQuiet(application, output);
    }

    @ParameterizedTest
    @EnumSource(Login.class)
    void aBrowserThatLeavesEndsTheAnswerQuietly(Login login, CapturedOutput output) throws Exception {
        ScriptedApplication application = application(login);
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        application.play(connection -> {
            provider.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
            connection.waitForClientToLeave();
        });

        try (ScriptedApplication.Browser browser =
                application.browser("/chat?question=hi", login.headers(application, "alice"))) {
            browser.readUntil("word");
        }

        await().until(() -> provider.get().clientLeft(0));
        assertQuiet(application, output);
        assertThat(output.getOut()).doesNotContain(" WARN ", " ERROR ");
    }

    @ParameterizedTest
    @EnumSource(Login.class)
    void nobodyGetsAnythingWithoutSigningIn(Login login) throws Exception {
        ScriptedApplication application = application(login);
        int before = application.provider.requests().size();

        HttpResponse<String> response = application.get("/chat?question=hi");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(application.provider.requests()).hasSize(before);
    }

    @Test
    void aUserWhoSignsOutInTheMiddleGetsTheRest(CapturedOutput output) throws Exception {
        ScriptedApplication application = application(Login.SESSION);
        CountDownLatch signedOut = new CountDownLatch(1);
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("first"));
            signedOut.await();
            connection.chunk(OpenAiWire.text("second") + OpenAiWire.ending());
            connection.end();
        });
        String[] session = Login.SESSION.headers(application, "alice");

        try (InputStream stream = application.open("/chat?question=hi", session).body()) {
            ScriptedApplication.readUntil(stream, "first");
            application.post("/logout", "application/x-www-form-urlencoded", "", session);
            signedOut.countDown();

            assertThat(ScriptedApplication.readUntil(stream, "[DONE]")).contains("second");
        }
        assertThat(application.get("/chat?question=hi", session).statusCode()).isEqualTo(401);
        assertQuiet(application, output);
    }

    @Test
    void whatIsNotAStreamOfOursFollowsTheRulesOfTheApplicationAlone() throws Exception {
        ScriptedApplication application = application(Login.BEARER);

        HttpResponse<String> response = application.get("/own", Login.BEARER.headers(application, "alice"));

        // a context that nobody saved is not there when the request goes on, as without this library
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(Login.class)
    void theLimitPerClientIsThatOfTheUserAndNotOfTheAddress(Login login) throws Exception {
        ScriptedApplication application = application(login);
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
            connection.waitForClientToLeave();
        });
        String[] alice = login.headers(application, "alice");
        String[] bob = login.headers(application, "bob");

        try (ScriptedApplication.Browser ofAlice = application.browser("/chat?question=hi", alice);
                ScriptedApplication.Browser ofBob = application.browser("/chat?question=hi", bob)) {
            ofAlice.readUntil("word");
            ofBob.readUntil("word");
            HttpResponse<String> second = application.get("/chat?question=hi", alice);

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(second.body()).contains("\"code\":\"busy\"", "\"status\":429");
        }
    }

    private static String withoutHeartbeats(HttpResponse<String> response) {
        return response.body().replace(": keep-alive\n\n", "");
    }

    private static void hello(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.ending());
        connection.end();
    }

    private static void assertQuiet(ScriptedApplication application, CapturedOutput output) {
        application.awaitQuiet();
        assertThat(output.getAll())
                .doesNotContain("Access Denied", "AuthorizationDeniedException", "response is already committed")
                .doesNotContain("Unable to handle the Spring Security Exception", "\tat ");
    }

    @RestController
    static class OwnAsyncController {
        @GetMapping("/own")
        DeferredResult<String> own() {
            DeferredResult<String> result = new DeferredResult<>();
            result.setResult("own");
            return result;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Users {
        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("alice").password("{noop}secret").build(),
                    User.withUsername("bob").password("{noop}secret").build());
        }
    }

    private static HttpSecurity common(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Users.class)
    static class SessionSecurity {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return common(http).formLogin(Customizer.withDefaults()).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Users.class)
    static class BasicSecurity {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return common(http)
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Users.class)
    static class BearerSecurity {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return common(http)
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .addFilterBefore(new BearerFilter(), UsernamePasswordAuthenticationFilter.class)
                    .build();
        }
    }

    /** As such filters are mostly written: the context is set, and saved nowhere. */
    private static final class BearerFilter extends OncePerRequestFilter {
        private static final String PREFIX = "Bearer token-of-";

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String authorization = request.getHeader("Authorization");
            if (authorization != null && authorization.startsWith(PREFIX)) {
                SecurityContextHolder.getContext()
                        .setAuthentication(new UsernamePasswordAuthenticationToken(
                                authorization.substring(PREFIX.length()), null, AuthorityUtils.NO_AUTHORITIES));
            }
            chain.doFilter(request, response);
        }
    }
}
