package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.bridge.Bridge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

class BridgedProvidersTests {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withPropertyValues("ai.streaming.providers.assistant.type=parrots");

    /** Somebody else's client. */
    record Parrot(String says) {}

    static final class ParrotBridge implements Bridge<Parrot> {

        @Override
        public String type() {
            return "parrots";
        }

        @Override
        public Class<Parrot> beanType() {
            return Parrot.class;
        }

        @Override
        public PushSource source(Parrot bean, String provider, ChatRequest request) {
            return answer -> {
                answer.content(bean.says() + " " + request.model() + " " + request.temperature());
                answer.finished("stop");
                answer.completed();
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Library {
        @Bean
        ParrotBridge parrotBridge() {
            return new ParrotBridge();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OneParrot {
        @Bean
        Parrot polly() {
            return new Parrot("Hello");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherParrot {
        @Bean
        Parrot coco() {
            return new Parrot("Bye");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryParrot {
        @Bean
        @Primary
        Parrot first() {
            return new Parrot("First");
        }
    }

    /** Made of a bean that needs the service that asks it. */
    @Configuration(proxyBeanMethods = false)
    static class ParrotOfTheService {
        @Bean
        Parrot polly(AiService ai) {
            return new Parrot("I know " + (ai != null));
        }
    }

    @Test
    void asksTheOnlyBean() {
        application
                .withUserConfiguration(Library.class, OneParrot.class)
                .run(context ->
                        assertThat(context.getBean(AiService.class).ask("?")).isEqualTo("Hello null null"));
    }

    @Test
    void asksTheBeanThatIsNamedWithTheConfiguredDefaults() {
        application
                .withUserConfiguration(Library.class, OneParrot.class, AnotherParrot.class)
                .withPropertyValues(
                        "ai.streaming.providers.assistant.bean=coco",
                        "ai.streaming.providers.assistant.model=big",
                        "ai.streaming.providers.assistant.temperature=0.5")
                .run(context ->
                        assertThat(context.getBean(AiService.class).ask("?")).isEqualTo("Bye big 0.5"));
    }

    @Test
    void asksThePrimaryOneOfSeveral() {
        application
                .withUserConfiguration(Library.class, OneParrot.class, PrimaryParrot.class)
                .run(context ->
                        assertThat(context.getBean(AiService.class).ask("?")).startsWith("First"));
    }

    @Test
    void theBeanMayNeedTheServiceThatAsksIt() {
        application
                .withUserConfiguration(Library.class, ParrotOfTheService.class)
                .run(context ->
                        assertThat(context.getBean(AiService.class).ask("?")).startsWith("I know true"));
    }

    @Test
    void stopsWhereThereIsNoBean() {
        stops(application.withUserConfiguration(Library.class), "no bean of type Parrot", "assistant.bean");
    }

    @Test
    void stopsWhereThereAreSeveralAndNamesThem() {
        stops(
                application.withUserConfiguration(Library.class, OneParrot.class, AnotherParrot.class),
                "there are several: polly, coco",
                "ai.streaming.providers.assistant.bean");
    }

    @Test
    void stopsWhereTheNamedBeanIsMissingAndNamesTheOthers() {
        stops(
                application
                        .withUserConfiguration(Library.class, OneParrot.class)
                        .withPropertyValues("ai.streaming.providers.assistant.bean=nobody"),
                "bean is 'nobody', and there is no bean of that name",
                "there are: polly");
    }

    @Test
    void stopsWhereTheNamedBeanIsOfAnotherType() {
        stops(
                application
                        .withUserConfiguration(Library.class, OneParrot.class)
                        .withPropertyValues("ai.streaming.providers.assistant.bean=parrotBridge"),
                "and no Parrot",
                "there are: polly");
    }

    @ParameterizedTest
    @CsvSource({
        "base-url, http://localhost",
        "api-key, key",
        "include-usage, true",
        "headers.x, y",
        "options.top_k, 3",
        "timeouts.connect, 3s",
        "proxy.host, proxy",
        "ssl.bundle, mine"
    })
    void refusesWhatIsTheBeansOwn(String setting, String value) {
        stops(
                application
                        .withUserConfiguration(Library.class, OneParrot.class)
                        .withPropertyValues("ai.streaming.providers.assistant." + setting + "=" + value),
                "ai.streaming.providers.assistant."
                        + (setting.startsWith("options")
                                ? "options"
                                : setting.startsWith("headers") ? "headers" : setting),
                "that library's own properties");
    }

    @Test
    void refusesABeanOfAProviderThatIsNone() {
        stops(
                application.withPropertyValues(
                        "ai.streaming.providers.assistant.type=openai", "ai.streaming.providers.assistant.bean=polly"),
                "assistant.bean is set",
                "spring-ai");
    }

    @Test
    void saysWhatToAddWhereTheLibraryIsMissing() {
        stops(
                application.withPropertyValues("ai.streaming.providers.assistant.type=spring-ai"),
                "not on the class path",
                "org.springframework.ai:spring-ai-client-chat");
    }

    private static void stops(WebApplicationContextRunner application, String fault, String remedy) {
        application.run(context -> {
            InvalidSettingException found = FailedStart.fault(context.getStartupFailure());
            assertThat(found).hasMessageContaining(fault);
            assertThat(found.remedy()).contains(remedy);
        });
    }

    private static void asks(Class<?> above, String says, Class<?>... own) {
        new ApplicationContextRunner()
                .withUserConfiguration(above)
                .run(parent -> new WebApplicationContextRunner()
                        .withParent(parent)
                        .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
                        .withPropertyValues("ai.streaming.providers.assistant.type=parrots")
                        .withUserConfiguration(Library.class)
                        .withUserConfiguration(own)
                        .run(context -> assertThat(
                                        context.getBean(AiService.class).ask("?"))
                                .startsWith(says)));
    }

    @Test
    void asksThePrimaryOneThoughThereIsAnotherAbove() {
        asks(OneParrot.class, "First", PrimaryParrot.class);
    }

    @Test
    void asksThePrimaryOneOfTheContextAbove() {
        asks(PrimaryParrot.class, "First", OneParrot.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnPrimaryParrot {
        @Bean
        @Primary
        Parrot own() {
            return new Parrot("Own");
        }
    }

    @Test
    void asksTheOwnOneOfTwoPrimaryOnes() {
        asks(PrimaryParrot.class, "Own", OwnPrimaryParrot.class);
    }

    @Test
    void asksThePrimaryOneBesideOneThatWasRegisteredAsAnObject() {
        application
                .withInitializer(context -> context.getBeanFactory().registerSingleton("object", new Parrot("Object")))
                .withUserConfiguration(Library.class, PrimaryParrot.class)
                .run(context ->
                        assertThat(context.getBean(AiService.class).ask("?")).startsWith("First"));
    }

    /** A bean with a scope is two: what stands for it everywhere, and what is made for each scope. */
    @Test
    void asksWhatStandsForABeanWithAScope() {
        application
                .withUserConfiguration(Library.class)
                .withBean("scopedTarget.polly", Parrot.class, () -> new Parrot("Target"))
                .withBean("polly", Parrot.class, () -> new Parrot("Proxy"))
                .run(context ->
                        assertThat(context.getBean(AiService.class).ask("?")).startsWith("Proxy"));
    }
}
