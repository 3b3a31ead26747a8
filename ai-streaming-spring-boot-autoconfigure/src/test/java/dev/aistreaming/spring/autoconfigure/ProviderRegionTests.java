package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Providers that need a region or a dependency in place of a key, and one that needs neither. AWS's SDK is not on this class path. */
class ProviderRegionTests {

    private static final String BEDROCK = "ai.streaming.providers.bedrock.";
    private static final String MINE = "ai.streaming.providers.mine.";

    private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class));
    private final WebApplicationContextRunner bedrock = plain.withPropertyValues(BEDROCK + "model=vendor.model-v1:0");

    private static void assertStarts(WebApplicationContextRunner application) {
        application.run(context -> assertThat(context).hasNotFailed().hasSingleBean(ChatProvider.class));
    }

    private static void assertStops(WebApplicationContextRunner application, String... words) {
        application.run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            assertThat(fault.getMessage() + " " + fault.remedy()).contains(words);
        });
    }

    @Test
    void startsWithAKeyAndARegion() {
        assertStarts(bedrock.withPropertyValues(BEDROCK + "api-key=k", BEDROCK + "region=eu-central-1"));
    }

    @Test
    void takesTheRegionOfTheSurroundings() {
        assertStarts(bedrock.withSystemProperties("aws.region=eu-central-1").withPropertyValues(BEDROCK + "api-key=k"));
    }

    @Test
    void takesARegionForTheAddressOfAProviderOfAnotherName() {
        assertStarts(plain.withPropertyValues(
                MINE + "type=bedrock", MINE + "model=m", MINE + "api-key=k", MINE + "region=eu-central-1"));
        assertStops(
                plain.withPropertyValues(MINE + "type=bedrock", MINE + "model=m", MINE + "api-key=k"),
                MINE + "base-url");
    }

    @Test
    void namesTheDependenciesWhereNeitherAKeyNorTheSdkIsThere() {
        assertStops(
                bedrock.withPropertyValues(BEDROCK + "region=eu-central-1"),
                "'bedrock' has no API key",
                BEDROCK + "api-key",
                "software.amazon.awssdk:http-auth-aws");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example", "EU", "eu_central_1"})
    void stopsForARegionThatIsNone(String region) {
        assertStops(
                bedrock.withPropertyValues(BEDROCK + "api-key=k", BEDROCK + "region=" + region),
                BEDROCK + "region is '" + region + "'",
                "eu-central-1");
    }

    @Test
    void stopsForARegionOfAProviderThatHasNone() {
        assertStops(
                plain.withPropertyValues(
                        "ai.streaming.providers.openai.api-key=k",
                        "ai.streaming.providers.openai.model=m",
                        "ai.streaming.providers.openai.region=eu-central-1"),
                "ai.streaming.providers.openai.region",
                "bedrock");
    }

    @Test
    void asksAServerOnThisMachineWithoutAKey() {
        assertStarts(plain.withPropertyValues("ai.streaming.providers.ollama.model=tiny:1b"));
    }
}
