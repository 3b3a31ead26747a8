package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.AiService;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The filter of addresses in docs/deployment.md. */
class AddressFilterGuideTests {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class, AiStreamingHttpClientAutoConfiguration.class))
            .withUserConfiguration(Guide.class)
            .withPropertyValues(
                    "ai.streaming.providers.openai.base-url=http://127.0.0.1:1",
                    "ai.streaming.providers.openai.model=gpt-test");

    @Configuration(proxyBeanMethods = false)
    static class Guide {

        @Bean
        InetAddressFilter addresses() {
            return InetAddressFilter.externalAddresses().or("10.20.0.0/16"); // and our own models
        }
    }

    @Test
    void theOwnMachineIsNotConnectedTo() {
        application.run(context -> {
            AiException error = catchThrowableOfType(
                    AiException.class, () -> context.getBean(AiService.class).ask("Hello?"));

            assertThat(error.code()).isEqualTo(ErrorCode.NETWORK);
            assertThat(error.retryable()).isFalse();
        });
    }

    @Test
    void theNetworkOfTheModelsIsAllowedAndNoOtherInternalOne() {
        application.run(context -> {
            InetAddressFilter filter = context.getBean(InetAddressFilter.class);

            assertThat(filter.matches(InetAddress.getByName("10.20.1.2"))).isTrue();
            assertThat(filter.matches(InetAddress.getByName("10.21.1.2"))).isFalse();
        });
    }
}
