package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.actuate.AiStreamingHealthIndicator;
import dev.aistreaming.spring.actuate.AiStreamsEndpoint;
import dev.aistreaming.spring.provider.ProviderCalls;
import dev.aistreaming.spring.stream.StreamRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ActuatorAutoConfigurationTests {

    private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
            .withUserConfiguration(App.class)
            .withPropertyValues("ai.streaming.providers.openai.api-key=k", "ai.streaming.providers.openai.model=m");

    private final WebApplicationContextRunner exposed =
            plain.withPropertyValues("management.endpoints.web.exposure.include=aistreams");

    @Test
    void theEndpointIsThereWhereItIsExposed() {
        exposed.run(context -> assertThat(context).hasSingleBean(AiStreamsEndpoint.class));
    }

    @Test
    void theEndpointIsNotThereWhereItIsNotExposed() {
        plain.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AiStreamsEndpoint.class));
    }

    @Test
    void theEndpointIsNotThereWithoutAccess() {
        exposed.withPropertyValues("management.endpoint.aistreams.access=NONE")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AiStreamsEndpoint.class));
    }

    @Test
    void anEndpointOfTheApplicationsOwnWins() {
        exposed.withBean(
                        "own",
                        AiStreamsEndpoint.class,
                        () -> new AiStreamsEndpoint(
                                new StreamRegistry(null, null, 10, () -> null), provider -> "own model of " + provider))
                .run(context -> assertThat(context)
                        .hasSingleBean(AiStreamsEndpoint.class)
                        .hasBean("own"));
    }

    @Test
    void healthIsToldByDefault() {
        plain.run(context -> assertThat(context)
                .hasSingleBean(ProviderCalls.class)
                .getBean("aiStreamingHealthIndicator")
                .isInstanceOf(AiStreamingHealthIndicator.class));
    }

    @Test
    void healthCanBeSwitchedOff() {
        plain.withPropertyValues("management.health.ai-streaming.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(HealthIndicator.class)
                        .doesNotHaveBean(ProviderCalls.class));
        plain.withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void anIndicatorOfTheApplicationsOwnWins() {
        HealthIndicator own = () -> Health.up().build();
        plain.withBean("aiStreamingHealthIndicator", HealthIndicator.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(HealthIndicator.class)).isSameAs(own));
    }

    @Test
    void healthWithoutFailuresStopsTheStart() {
        plain.withPropertyValues("management.health.ai-streaming.failures=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("management.health.ai-streaming.failures is 0"));
    }

    @Test
    void neitherIsThereWhereStreamingIsOff() {
        exposed.withPropertyValues("ai.streaming.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(AiStreamsEndpoint.class)
                        .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void anApplicationThatServesNoPagesHasItsHealthToo() {
        new ApplicationContextRunner()
                .withUserConfiguration(App.class)
                .withPropertyValues(
                        "ai.streaming.providers.openai.api-key=a-key", "ai.streaming.providers.openai.model=a-model")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(HealthIndicator.class));
    }

    @Test
    void answersWithoutTheActuator() {
        exposed.withClassLoader(
                        new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().hasBean("aiService"));
    }

    @Test
    void answersWithoutHealth() {
        exposed.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(AiStreamsEndpoint.class)
                        .doesNotHaveBean(ProviderCalls.class));
    }

    @Test
    void answersWithoutTheActuatorsAutoConfiguration() {
        exposed.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.autoconfigure"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ProviderCalls.class)
                        .doesNotHaveBean("aiStreamsEndpoint"));
    }

    /** By name, as an application does: whatever is absent is not loaded. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        AiStreamingAutoConfiguration.class,
        AiStreamingActuatorAutoConfiguration.class,
        AiStreamingEndpointAutoConfiguration.class,
        AiStreamingHealthAutoConfiguration.class
    })
    static class App {}
}
