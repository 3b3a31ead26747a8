package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.AddressFilter;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class HttpClientDefaultsTests {

    private static final String CONNECT = "spring.http.clients.connect-timeout=3s";

    @AutoClose
    private final ScriptedServer server = ScriptedServer.answering(
            200, "text/event-stream", OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending());

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class,
                    AiStreamingHttpClientAutoConfiguration.class,
                    HttpClientAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.base-url=http://localhost:"
                            + server.url().getPort(),
                    "ai.streaming.providers.openai.model=gpt-test");

    private static HttpSettings settings(ApplicationContext context) {
        AiStreamingProperties properties = context.getBean(AiStreamingProperties.class);
        return new HttpSettingsMapper(
                        properties,
                        context.getBeanProvider(ConnectionDefaults.class).getIfAvailable(() -> ConnectionDefaults.NONE),
                        null,
                        new BundleContexts(null))
                .map(
                        "openai",
                        Objects.requireNonNull(properties.providers().get("openai")),
                        URI.create("http://localhost"),
                        null);
    }

    private static Duration connectTimeout(ApplicationContext context) {
        return settings(context).connectTimeout();
    }

    @Test
    void theTimeToConnectIsThatOfOtherClients() {
        application
                .withPropertyValues(CONNECT)
                .run(context -> assertThat(connectTimeout(context)).isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void ourOwnSettingComesBeforeThatOfOtherClients() {
        application
                .withPropertyValues(CONNECT, "ai.streaming.timeouts.connect=4s")
                .run(context -> assertThat(connectTimeout(context)).isEqualTo(Duration.ofSeconds(4)));
        application
                .withPropertyValues(CONNECT, "ai.streaming.providers.openai.timeouts.connect=5s")
                .run(context -> assertThat(connectTimeout(context)).isEqualTo(Duration.ofSeconds(5)));
    }

    @Test
    void aBeanWithTheSettingsOfAllClientsCountsAsWell() {
        application
                .withBean(
                        HttpClientSettings.class,
                        () -> HttpClientSettings.defaults().withConnectTimeout(Duration.ofSeconds(6)))
                .run(context -> assertThat(connectTimeout(context)).isEqualTo(Duration.ofSeconds(6)));
    }

    @Test
    void withoutAnySettingItIsTenSeconds() {
        application.run(context -> assertThat(connectTimeout(context)).isEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void aTimeToConnectOfZeroStopsTheStart() {
        application
                .withPropertyValues("spring.http.clients.connect-timeout=0")
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("spring.http.clients.connect-timeout is 0ms"));
    }

    @Test
    void theTimeToReadIsNotTakenOver() {
        application.run(plain -> application
                .withPropertyValues("spring.http.clients.read-timeout=1ms")
                .run(limited -> assertThat(settings(limited)).isEqualTo(settings(plain))));
    }

    @Test
    void withoutTheModuleOfSpringBootNothingIsTakenOver() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AiStreamingAutoConfiguration.class, AiStreamingHttpClientAutoConfiguration.class))
                .withPropertyValues(
                        CONNECT,
                        "ai.streaming.providers.openai.base-url=" + server.url(),
                        "ai.streaming.providers.openai.model=gpt-test")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                .run(context -> {
                    assertThat(connectTimeout(context)).isEqualTo(Duration.ofSeconds(10));
                    assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("Hi");
                });
    }

    @Test
    void whatSpringBootsFilterDoesNotMatchIsNotConnectedTo() {
        application
                .withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
                .run(context -> {
                    AiException error = catchThrowableOfType(
                            AiException.class,
                            () -> context.getBean(AiService.class).ask("Hello?"));

                    assertThat(error.code()).isEqualTo(ErrorCode.NETWORK);
                    assertThat(error.retryable()).isFalse();
                    assertThat(error.getMessage()).contains("does not allow connections to localhost");
                    assertThat(error.userMessage()).doesNotContain("localhost");
                    assertThat(server.requests()).isEmpty();
                });
    }

    @Test
    void whatSpringBootsFilterMatchesIsConnectedTo() {
        application
                .withBean(InetAddressFilter.class, InetAddressFilter::internalAddresses)
                .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                        .isEqualTo("Hi"));
    }

    @Test
    void aFilterOfOursIsAskedInPlaceOfSpringBoots() {
        application
                .withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
                .withBean(AddressFilter.class, () -> address -> address.isLoopbackAddress())
                .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                        .isEqualTo("Hi"));
    }
}
