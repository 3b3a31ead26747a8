package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aistreaming.spring.AiService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What an application is told that asks for an {@link AiService} where there is none. */
@ExtendWith(OutputCaptureExtension.class)
class NoServiceTests {

    private static void start(WebApplicationType type, Class<?> application, String... properties) {
        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(application)
                .web(type)
                .properties("server.port=0")
                .properties(properties)
                .run()
                .close());
        assertThat(failure).isNotNull();
    }

    @Test
    void saysThatItIsSwitchedOff(CapturedOutput output) {
        start(WebApplicationType.SERVLET, Whole.class, "ai.streaming.enabled=false");
        assertThat(output)
                .contains("There is no AiService, because ai.streaming.enabled is false.")
                .contains("Set ai.streaming.enabled to true");
    }

    @Test
    void asksForAProviderWithoutAWebServerToo(CapturedOutput output) {
        start(WebApplicationType.NONE, Whole.class);
        assertThat(output).contains("No AI provider is configured").doesNotContain("spring-boot-starter-webmvc");
    }

    @Test
    void saysThatItsAutoConfigurationIsLeftOut(CapturedOutput output) {
        start(WebApplicationType.SERVLET, Slice.class);
        assertThat(output)
                .contains("because its auto-configuration is left out here")
                .contains("@ImportAutoConfiguration(AiStreamingAutoConfiguration.class)");
    }

    static class Client {
        Client(AiService ai) {
            throw new AssertionError("there is one: " + ai);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({AiStreamingAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class})
    @Import(Client.class)
    static class Whole {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
    @Import(Client.class)
    static class Slice {}
}
