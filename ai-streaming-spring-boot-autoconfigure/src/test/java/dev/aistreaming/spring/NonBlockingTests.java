package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.web.StreamEmitter;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Where streams are written without blocking, and what that is good for. */
@Tag("integration")
@Timeout(120)
class NonBlockingTests {

    private static final String KILOBYTE = OpenAiWire.text("0123456789".repeat(100));
    private static final int WITHOUT_END = 50_000;

    private static void hello(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending());
        connection.end();
    }

    private static boolean isNonBlocking(Server server, boolean security, Class<?>... configurations) throws Exception {
        List<Class<?>> all = new ArrayList<>(List.of(configurations));
        all.add(Watch.class);
        try (ScriptedApplication application = new ScriptedApplication(server, security, all)) {
            Emitters emitters = application.bean(Emitters.class);
            application.play(connection -> {
                connection.head(200, "text/event-stream");
                connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello"));
                await().until(() -> !emitters.seen.isEmpty()); // an answer that has ended stays as it is
                connection.chunk(OpenAiWire.ending());
                connection.end();
            });
            assertThat(application.stream()).contains("hello").endsWith("data: [DONE]\n\n");
            application.awaitQuiet();
            return emitters.only().isNonBlocking();
        }
    }

    @Test
    void writesWithoutBlockingOnTomcat() throws Exception {
        assertThat(isNonBlocking(Server.TOMCAT, false)).isTrue();
    }

    @Test
    void writesWithoutBlockingBehindSpringSecurity() throws Exception {
        assertThat(isNonBlocking(Server.TOMCAT, true, Open.class)).isTrue();
    }

    @Test
    void blocksWhereAFilterChangesWhatIsWritten() throws Exception {
        assertThat(isNonBlocking(Server.TOMCAT, false, EntityTags.class)).isFalse();
    }

    @Test
    void blocksOnOtherServers() throws Exception {
        assertThat(isNonBlocking(Server.JETTY, false)).isFalse();
    }

    @Test
    void browsersThatTakeNothingHoldUpNoOthers() throws Exception {
        int stalled = 20;
        int others = 50;
        try (ScriptedApplication application =
                new ScriptedApplication(Server.TOMCAT, false, List.of(), "server.tomcat.threads.max=4")) {
            application.play(connection -> {
                connection.head(200, "text/event-stream");
                for (int i = 0; i < WITHOUT_END; i++) {
                    connection.chunk(KILOBYTE);
                }
            });
            List<ScriptedApplication.Browser> browsers = new ArrayList<>();
            for (int i = 0; i < stalled; i++) {
                browsers.add(application.browser("/chat?question=hi"));
            }
            await().until(() -> application.bean(ActiveStreams.class).count() == stalled
                    && application.provider.requests().size() == stalled);
            for (ScriptedApplication.Browser browser : browsers) {
                browser.readUntil("0123456789");
            }
            application.play(NonBlockingTests::hello);
            ExecutorService readers = Executors.newFixedThreadPool(10);
            try {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < others; i++) {
                    answers.add(readers.submit(application::stream));
                }
                for (Future<String> answer : answers) {
                    assertThat(answer.get()).contains("hello").endsWith("data: [DONE]\n\n");
                }
            } finally {
                readers.shutdownNow();
            }
            await().until(() -> application.bean(ActiveStreams.class).count() == stalled);
            for (ScriptedApplication.Browser browser : browsers) {
                browser.close();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Watch {
        @Bean
        Emitters emitters() {
            return new Emitters();
        }

        @Bean
        FilterRegistrationBean<Emitters> emittersFilter(Emitters emitters) {
            FilterRegistrationBean<Emitters> registration = new FilterRegistrationBean<>(emitters);
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }
    }

    /** Sees the emitters of the requests that become asynchronous. */
    static final class Emitters extends OncePerRequestFilter {
        private final List<StreamEmitter> seen = new CopyOnWriteArrayList<>();

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(request, response);
            StreamEmitter emitter = StreamEmitter.of(request);
            if (emitter != null) {
                seen.add(emitter);
            }
        }

        StreamEmitter only() {
            assertThat(seen).hasSize(1);
            return seen.get(0);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        SecurityFilterChain everybody(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EntityTags {
        @Bean
        FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
            return new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        }
    }
}
