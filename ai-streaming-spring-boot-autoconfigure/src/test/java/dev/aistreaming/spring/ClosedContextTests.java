package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Applications that have been closed, as the developer tools and tests do many times in one JVM. */
class ClosedContextTests {

    private static final int CONTEXTS = 3;

    private final ScriptedServer provider =
            ScriptedServer.streaming(OpenAiWire.opening() + OpenAiWire.text("word") + OpenAiWire.ending());

    @Test
    void nothingOfAClosedApplicationIsHeld() {
        List<WeakReference<ApplicationContext>> closed = new ArrayList<>();
        for (int i = 0; i < CONTEXTS; i++) {
            closed.add(startAskAndClose());
        }
        startAskAndClose(); // of the last one Spring Boot itself holds something
        await().pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            System.gc();
            assertThat(closed).allMatch(context -> context.get() == null);
        });
        provider.close();
    }

    /** In a method of its own, so that no local variable holds the context. */
    private WeakReference<ApplicationContext> startAskAndClose() {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--ai.streaming.providers.openai.base-url=" + provider.url(),
                        "--ai.streaming.providers.openai.api-key=sk-SECRET-4711",
                        "--ai.streaming.providers.openai.model=gpt-test");
        assertThat(context.getBean(AiService.class).ask("hi")).isEqualTo("word");
        context.close();
        return new WeakReference<>(context);
    }

    /** Nothing but the starter and Spring MVC: other libraries of the tests have registries of their own. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        AiStreamingAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class App {}
}
