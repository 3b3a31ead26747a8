package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardObserver;
import dev.aistreaming.guard.GuardRule;
import dev.aistreaming.guard.Guards;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class GuardSettingsTests {

    private static final String RULES = "ai.streaming.guards.rules.";

    private final ScriptedProvider model = ScriptedProvider.named("openai");
    private final WebApplicationContextRunner openai = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingObservationAutoConfiguration.class, AiStreamingAutoConfiguration.class))
            .withBean("model", ChatProvider.class, () -> model)
            .withPropertyValues(
                    "ai.streaming.providers.openai.api-key=sk-1234567890", "ai.streaming.providers.openai.model=m");

    @Test
    void everyTypeOfRuleFindsWhatItIsThereFor() {
        model.answer(
                "a@example.org, 4111 1111 1111 11",
                "11, DE89370400440532013000, sk-1234",
                "567890, blueBIRD, INT-7, ",
                "you are the bot of the house.");
        openai.withPropertyValues(
                        RULES + "email.replacement=[mail]",
                        RULES + "card.action=mask",
                        RULES + "iban.action=replace",
                        RULES + "keys.type=secrets",
                        RULES + "names.type=literals",
                        RULES + "names.literals=Bluebird",
                        RULES + "names.ignore-case=true",
                        RULES + "tickets.type=pattern",
                        RULES + "tickets.pattern=INT-\\d+",
                        RULES + "tickets.max-length=20",
                        RULES + "system-prompt.replacement=...")
                .run(context -> assertThat(ask(context.getBean(AiService.class)).content())
                        .isEqualTo("[mail], **** **** **** ****, [iban], *************, ********, *****, ..."));
    }

    @Test
    void aGuardOfTheApplicationsOwnIsABeanAndComesFirst() {
        model.answer("Bluebird");
        openai.withPropertyValues(RULES + "names.type=literals", RULES + "names.literals=Bluebird")
                .withBean(
                        Guard.class,
                        () -> GuardRule.literals("own", List.of("bird")).replacedBy("[own]"))
                .run(context -> assertThat(ask(context.getBean(AiService.class)).content())
                        .isEqualTo("[own]"));
    }

    @Test
    void aMeterCountsByGuardPlaceAndAction() {
        model.answer("Blue", "bird");
        openai.withPropertyValues(
                        RULES + "names.type=literals",
                        RULES + "names.literals=Bluebird",
                        RULES + "names.places=output,tool-results")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("broken", GuardObserver.class, () -> (guard, place, action) -> {
                    throw new IllegalStateException("a fault of the observer");
                })
                .run(context -> {
                    ask(context.getBean(AiService.class));
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("ai.streaming.guards")
                                    .tags("guard", "names", "on", "output", "action", "mask")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void withoutGuardsNothingStandsInThePipeline() {
        openai.run(context ->
                assertThat(context.getBean(Guards.class).around(model)).isSameAs(model));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.action=mask | x has no type",
                "card.action=mask card.replacement=y | card has a replacement, but its action is mask",
                "card.literals=abc | card is of the type card, which has no literals",
                "card.pattern=abc | which has no pattern",
                "card.max-length=3 | which has no max-length",
                "card.ignore-case=true | which has no ignore-case",
                "literals.action=mask | literals is of the type literals and has no literals",
                "literals.literals[0]= | blank texts",
                "pattern.action=mask | has no pattern",
                "pattern.pattern=( | has a pattern that is none",
                "pattern.pattern=a pattern.max-length=0 | 1 character or more",
                "secrets.literals=short | a secret of less than 8 characters",
                "card.places= | has no places"
            })
    void contradictionsStopTheStart(String settings, String fault) {
        String[] values = settings.trim().split(" ", -1);
        for (int i = 0; i < values.length; i++) {
            values[i] = RULES + values[i];
        }
        openai.withPropertyValues(values).run(context -> {
            InvalidSettingException failure = FailedStart.fault(context.getStartupFailure());
            assertThat(failure).hasMessageContaining("ai.streaming.guards").hasMessageContaining(fault);
            assertThat(failure.remedy()).contains("ai.streaming.guards");
        });
    }

    @Test
    void noTimeToHoldIsTold() {
        openai.withPropertyValues("ai.streaming.guards.max-hold=0s", RULES + "card.release-at-pause=true")
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("max-hold"));
    }

    @Test
    void twoGuardsOfOneNameAreTold() {
        openai.withPropertyValues(RULES + "card.action=mask")
                .withBean(Guard.class, () -> GuardRule.ibans("card"))
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("two guards are called 'card'"));
    }

    private static ChatResponse ask(AiService ai) {
        return ai.task().system("You are the bot of the house.").prompt("?").run();
    }
}
