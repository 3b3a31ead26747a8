package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import jakarta.persistence.EntityManager;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams of an application with JPA, whose {@code spring.jpa.open-in-view} is on, as it is by default. */
@Tag("integration")
class OpenInViewTests {

    private static final int STREAMS = 12; // more than the pool has connections

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ScriptedServer provider = new ScriptedServer(connection -> {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
        goOn.await(60, TimeUnit.SECONDS);
        connection.chunk(OpenAiWire.ending());
        connection.end();
    });
    private final ConfigurableApplicationContext context = new SpringApplicationBuilder(App.class)
            .run(
                    "--server.port=0",
                    "--spring.main.banner-mode=off",
                    "--management.health.redis.enabled=false",
                    ScriptedApplication.withoutOthers(ScriptedApplication.Server.TOMCAT, false),
                    "--spring.datasource.url=jdbc:h2:mem:open-in-view",
                    "--spring.datasource.hikari.connection-timeout=5000",
                    "--ai.streaming.shutdown.drain-timeout=500ms",
                    "--ai.streaming.providers.openai.base-url=" + provider.url(),
                    "--ai.streaming.providers.openai.api-key=sk-SECRET-4711",
                    "--ai.streaming.providers.openai.model=gpt-test");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        goOn.countDown();
        context.close();
        provider.close();
    }

    private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
        return client.send(HttpRequest.newBuilder(uri).build(), body);
    }

    private int connectionsInUse() {
        return context.getBean(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
    }

    @Test
    void openStreamsHoldNoDatabaseConnection() throws Exception {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            HttpResponse<InputStream> stream = get("/chat", HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            streams.add(stream);
        }

        await().untilAsserted(() -> assertThat(connectionsInUse()).isZero());
        assertThat(get("/count", HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("1");

        goOn.countDown();
        for (HttpResponse<InputStream> stream : streams) {
            assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("word")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void theLastDispatchOfAStreamMayUseTheDatabaseAndGivesTheConnectionBack() throws Exception {
        HttpResponse<InputStream> stream = get("/chat", HttpResponse.BodyHandlers.ofInputStream());
        goOn.countDown();
        stream.body().readAllBytes();

        AtomicInteger queries = context.getBean(Auditor.class).queries;
        await().untilAsserted(() -> assertThat(queries).hasValue(2));
        await().untilAsserted(() -> assertThat(connectionsInUse()).isZero());
    }

    /** Asks the database before each dispatch of a request for a stream. */
    static final class Auditor implements HandlerInterceptor {
        private final AtomicInteger queries = new AtomicInteger();
        private final EntityManager entityManager;

        Auditor(EntityManager entityManager) {
            this.entityManager = entityManager;
        }

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            entityManager.createNativeQuery("select 1").getSingleResult();
            queries.incrementAndGet();
            return true;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Controller.class)
    static class App {
        @Bean
        Auditor auditor(EntityManager entityManager) {
            return new Auditor(entityManager);
        }

        @Bean
        WebMvcConfigurer auditing(Auditor auditor) {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(auditor).addPathPatterns("/chat").order(Ordered.LOWEST_PRECEDENCE);
                }
            };
        }
    }

    @RestController
    static class Controller {
        private final AiService ai;
        private final EntityManager entityManager;

        Controller(AiService ai, EntityManager entityManager) {
            this.ai = ai;
            this.entityManager = entityManager;
        }

        @GetMapping("/chat")
        SseEmitter chat() {
            count();
            return ai.stream("hi");
        }

        @GetMapping("/count")
        String count() {
            return entityManager.createNativeQuery("select 1").getSingleResult().toString();
        }
    }
}
