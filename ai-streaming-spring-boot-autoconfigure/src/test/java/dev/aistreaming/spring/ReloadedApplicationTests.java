package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What Spring Boot's developer tools do when a class of the application changes: the context is closed and a new one is started, in
 * a new class loader for the application's own classes; this library stays loaded. The tools themselves are not on the class path
 * here, for they would restart other tests' applications.
 */
@Tag("integration")
@Timeout(90)
class ReloadedApplicationTests {

    private static final String BEFORE = OpenAiWire.opening() + OpenAiWire.text("before");

    private final CountDownLatch left = new CountDownLatch(1);

    @Test
    void aRestartEndsTheOpenStreamAndLeavesNoThreadOfTheOldClasses() throws Exception {
        try (ScriptedServer provider = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(BEFORE);
            connection.waitForClientToLeave();
            left.countDown();
        })) {
            ClassLoader old = new Reloading();
            streamUntilTheRestart(old, provider);
            left.await();
            startAfresh();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getContextClassLoader)
                            .doesNotContain(old));
        }
    }

    private static void streamUntilTheRestart(ClassLoader loader, ScriptedServer provider) throws Exception {
        ConfigurableApplicationContext context = start(loader, provider);
        try (InputStream stream = get(context, "/chat?question=hi")) {
            String before = "data: {\"content\":\"before\"}\n\n";
            assertThat(new String(stream.readNBytes(before.length()), StandardCharsets.UTF_8))
                    .isEqualTo(before);

            context.close();

            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"code\":\"shutting_down\"")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    /** The application after the restart. */
    private static void startAfresh() throws Exception {
        try (ScriptedServer provider = ScriptedServer.streaming(
                        OpenAiWire.opening() + OpenAiWire.text("{\\\"city\\\":\\\"Bern\\\"}") + OpenAiWire.ending());
                ConfigurableApplicationContext context = start(new Reloading(), provider);
                InputStream stream = get(context, "/object?question=hi")) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("data: {\"object\":{\"city\":\"Bern\"}}");
        }
    }

    private static ConfigurableApplicationContext start(ClassLoader loader, ScriptedServer provider) throws Exception {
        Thread main = Thread.currentThread();
        ClassLoader before = main.getContextClassLoader();
        main.setContextClassLoader(loader);
        try {
            return new SpringApplicationBuilder(loader.loadClass(ReloadedApplication.class.getName()))
                    .web(WebApplicationType.SERVLET)
                    .run(
                            "--server.port=0",
                            "--spring.main.banner-mode=off",
                            "--ai.streaming.shutdown.drain-timeout=0s", // as the developer tools have it
                            "--ai.streaming.providers.openai.base-url=" + provider.url(),
                            "--ai.streaming.providers.openai.api-key=sk-SECRET-4711",
                            "--ai.streaming.providers.openai.model=gpt-test");
        } finally {
            main.setContextClassLoader(before);
        }
    }

    private static InputStream get(ConfigurableApplicationContext context, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .body();
    }

    /** Has classes of the application of its own, and all others of its parent. */
    private static final class Reloading extends ClassLoader {

        Reloading() {
            super(ReloadedApplication.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(ReloadedApplication.class.getName())
                    && !name.startsWith(ReloadedApplication.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) {
            try (InputStream file = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
