package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.provider.HttpProxy;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ProxyTests {

    private final ScriptedServer proxy =
            ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("Hi"), OpenAiWire.ending());
    private final ScriptedServer other =
            ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("Ho"), OpenAiWire.ending());

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.base-url=http://provider.example/v1",
                    "ai.streaming.providers.openai.model=gpt-test",
                    "ai.streaming.retry.max-attempts=1");

    private final WebApplicationContextRunner proxied = application.withPropertyValues(
            "ai.streaming.proxy.host=127.0.0.1",
            "ai.streaming.proxy.port=" + proxy.url().getPort());

    @AfterEach
    void stop() {
        proxy.close();
        other.close();
    }

    @Test
    void goesThroughTheCommonProxy() {
        proxied.run(context -> {
            assertThat(ask(context.getBean(AiService.class))).isEqualTo("Hi");
            assertThat(proxy.requests().get(0).line()).contains("http://provider.example/v1/chat/completions");
        });
    }

    @Test
    void opensATunnelWhereTheProviderSpeaksTls() {
        proxied.withPropertyValues(
                        "ai.streaming.providers.openai.base-url=https://provider.example/v1",
                        "ai.streaming.timeouts.connect=200ms") // what answers there is no TLS
                .run(context -> {
                    assertThatExceptionOfType(AiException.class)
                            .isThrownBy(() -> ask(context.getBean(AiService.class)));
                    assertThat(proxy.requests().get(0).line()).startsWith("CONNECT provider.example:443 ");
                });
    }

    @Test
    void goesThroughTheProxyOfTheProvider() {
        proxied.withPropertyValues(
                        "ai.streaming.providers.openai.proxy.host=localhost",
                        "ai.streaming.providers.openai.proxy.port="
                                + other.url().getPort())
                .run(context ->
                        assertThat(ask(context.getBean(AiService.class))).isEqualTo("Ho"));
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void reachesServersOfThisMachineDirectly() {
        proxied.withPropertyValues("ai.streaming.providers.openai.base-url=" + other.url())
                .run(context ->
                        assertThat(ask(context.getBean(AiService.class))).isEqualTo("Ho"));
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void reachesOneProviderDirectlyWhereTheOthersHaveAProxy() {
        proxied.withPropertyValues(
                        "ai.streaming.proxy.non-proxy-hosts=nobody.example",
                        "ai.streaming.providers.openai.base-url=" + other.url(),
                        "ai.streaming.providers.openai.proxy.non-proxy-hosts=*")
                .run(context ->
                        assertThat(ask(context.getBean(AiService.class))).isEqualTo("Ho"));
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void theJvmsOwnSettingsAreTheDefault() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(proxy.url().getPort()));
        try {
            application.run(
                    context -> assertThat(ask(context.getBean(AiService.class))).isEqualTo("Hi"));
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @Test
    void aStarStandsForAnyText() {
        HttpProxy selector =
                new HttpProxy("proxy.example", 3128, List.of("localhost", "10.*", "*.corp.example", "[::1]"));
        assertThat(direct(selector, "http://LOCALHOST:11434"))
                .isEqualTo(direct(selector, "http://10.1.2.3"))
                .isEqualTo(direct(selector, "https://ai.corp.example"))
                .isEqualTo(direct(selector, "http://[::1]:80"))
                .isTrue();
        assertThat(direct(selector, "https://api.openai.com")).isFalse();
        assertThat(direct(selector, "http://corp.example")).isFalse();
    }

    private static boolean direct(HttpProxy selector, String uri) {
        return selector.select(URI.create(uri)).get(0).address() == null;
    }

    @Test
    void providersWithTheSameProxyShareTheirConnections() {
        assertThat(new HttpProxy("p", 1, List.of("a")))
                .isEqualTo(new HttpProxy("p", 1, List.of("a")))
                .hasSameHashCodeAs(new HttpProxy("p", 1, List.of("a")))
                .isNotEqualTo(new HttpProxy("p", 2, List.of("a")))
                .isNotEqualTo(new HttpProxy("p", 1, List.of()))
                .asString()
                .contains("p");
    }

    @Test
    void tellsTheProxyWhoAsks() {
        proxied.withPropertyValues("ai.streaming.proxy.username=Aladdin", "ai.streaming.proxy.password=open sesame")
                .run(context -> {
                    assertThat(ask(context.getBean(AiService.class))).isEqualTo("Hi");
                    assertThat(proxy.requests().get(0).headers())
                            .containsEntry("proxy-authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
                    assertThat(context.getBean(AiStreamingProperties.class).toString())
                            .contains("Aladdin")
                            .doesNotContain("sesame");
                });
    }

    @Test
    void doesNotTellAProvidersOwnProxyThePasswordOfTheCommonOne() {
        proxied.withPropertyValues(
                        "ai.streaming.proxy.username=Aladdin",
                        "ai.streaming.proxy.password=open sesame",
                        "ai.streaming.providers.openai.proxy.host=localhost",
                        "ai.streaming.providers.openai.proxy.port="
                                + other.url().getPort())
                .run(context ->
                        assertThat(ask(context.getBean(AiService.class))).isEqualTo("Ho"));
        assertThat(other.requests().get(0).headers()).doesNotContainKey("proxy-authorization");
    }

    @Test
    void stopsForANameWithoutAPassword() {
        assertFault(
                "ai.streaming.proxy.username is set, and ai.streaming.proxy.password is not",
                "both",
                "ai.streaming.proxy.username=Aladdin");
    }

    @Test
    void stopsForAPasswordWithoutAName() {
        assertFault(
                "ai.streaming.providers.openai.proxy.password is set",
                "both",
                "ai.streaming.providers.openai.proxy.password=secret");
    }

    @Test
    void stopsForANameWithAColon() {
        assertFault(
                "ai.streaming.proxy.username holds a colon",
                "name alone",
                "ai.streaming.proxy.username=me:secret",
                "ai.streaming.proxy.password=secret");
    }

    @Test
    void stopsForABoundOfNoConnections() {
        assertFault(
                "ai.streaming.http.max-connections-per-provider is 0",
                "1 or more",
                "ai.streaming.http.max-connections-per-provider=0");
    }

    @Test
    void stopsForAProxyWithoutAPort() {
        assertFault("ai.streaming.proxy.port is not set", "'proxy.example'", "ai.streaming.proxy.host=proxy.example");
    }

    @Test
    void stopsForAPortThatIsNone() {
        assertFault(
                "ai.streaming.providers.openai.proxy.port is 70000",
                "such as 3128",
                "ai.streaming.providers.openai.proxy.host=proxy.example",
                "ai.streaming.providers.openai.proxy.port=70000");
    }

    @Test
    void stopsForAPortWithoutAProxy() {
        assertFault(
                "ai.streaming.providers.openai.proxy.host is not",
                "ai.streaming.providers.openai.proxy.host",
                "ai.streaming.providers.openai.proxy.port=3128");
    }

    @Test
    void stopsForAnAddressInPlaceOfAHost() {
        assertFault(
                "ai.streaming.proxy.host is not the name of a host",
                "proxy.example.com",
                "ai.streaming.proxy.host=http://me:secret@proxy.example",
                "ai.streaming.proxy.port=3128");
    }

    private void assertFault(String description, String remedy, String... properties) {
        application.withPropertyValues(properties).run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            assertThat(fault).hasMessageContaining(description);
            assertThat(fault.getMessage()).doesNotContain("secret");
            assertThat(fault.remedy()).contains(remedy);
        });
    }

    private static String ask(AiService service) {
        return service.ask("Hello?");
    }
}
