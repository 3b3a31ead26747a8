package dev.aistreaming.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.InMemoryConversationStore;
import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.testing.ScriptedProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestContextManager;

/** Contexts of several tests in one JVM, as Spring keeps them. */
class ScriptedAiContextsTests {

    private static ApplicationContext context(TestContextManager test) {
        return test.getTestContext().getApplicationContext();
    }

    private static ScriptedProvider provider(TestContextManager test) {
        return context(test).getBean(ScriptedProvider.class);
    }

    private static AiService service(TestContextManager test) {
        return context(test).getBean("aiService", AiService.class);
    }

    @Test
    void scriptsOfATestDoNotReachTheNext() throws Exception {
        TestContextManager test = new TestContextManager(First.class);
        provider(test).answer("word");
        assertThat(service(test).ask("Hi")).isEqualTo("word");

        test.beforeTestMethod(this, First.class.getDeclaredMethod("test"));

        assertThat(provider(test).requests()).isEmpty();
        provider(test).answer("another");
        assertThat(service(test).ask("Hi")).isEqualTo("another");
    }

    @Test
    void testsWithTheSameNamesShareAContext() {
        assertThat(context(new TestContextManager(Alike.class))).isSameAs(context(new TestContextManager(First.class)));
    }

    @Test
    void aTestWithOtherNamesHasAContextOfItsOwn() {
        assertThat(context(new TestContextManager(OtherNames.class)))
                .isNotSameAs(context(new TestContextManager(First.class)));
    }

    @Test
    void anotherContextHasScriptsStreamsAndMetersOfItsOwn() throws Exception {
        TestContextManager first = new TestContextManager(First.class);
        TestContextManager second = new TestContextManager(Second.class);
        provider(first).reset().answer("one", " more").stallAfter(1);
        provider(second).reset().answer("two");
        URI uri = URI.create("http://127.0.0.1:"
                + context(first).getEnvironment().getProperty("local.server.port") + "/chat?question=Hi");
        InputStream open = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .body();
        assertThat(open.read()).isEqualTo('d');

        double callsOfTheFirst = calls(first);
        double callsOfTheSecond = calls(second);
        second.beforeTestMethod(this, Second.class.getDeclaredMethod("test"));
        provider(second).answer("two");
        assertThat(service(second).ask("Hi")).isEqualTo("two");

        assertThat(context(first).getBean(ActiveStreams.class).count()).isEqualTo(1);
        assertThat(context(second).getBean(ActiveStreams.class).count()).isZero();
        assertThat(provider(first).requests()).hasSize(1);
        assertThat(calls(first)).isEqualTo(callsOfTheFirst);
        assertThat(calls(second)).isEqualTo(callsOfTheSecond + 1);
        stopAll(first);
        open.close();
    }

    private static double calls(TestContextManager test) {
        return context(test).getBean(MeterRegistry.class).find("gen_ai.client.operation.duration").timers().stream()
                .mapToDouble(Timer::count)
                .sum();
    }

    private static void stopAll(TestContextManager test) {
        ActiveStreams streams = context(test).getBean(ActiveStreams.class);
        streams.list().forEach(stream -> streams.stop(stream.id()));
    }

    @Test
    void withoutAnyConfigurationThereIsAProviderAllTheSame() {
        TestContextManager test = new TestContextManager(Unconfigured.class);
        provider(test).answer("word");

        assertThat(service(test).ask("Hi")).isEqualTo("word");
        assertThat(provider(test).name()).isEqualTo("scripted");
    }

    @Test
    void aDefaultThatIsLeftBlankIsNone() {
        TestContextManager test = new TestContextManager(BlankDefault.class);
        provider(test).answer("word");

        assertThat(service(test).ask("Hi")).isEqualTo("word");
        assertThat(provider(test).name()).isEqualTo("scripted");
    }

    @Test
    void aProviderOfTheApplicationsOwnStepsBackBehindTheScriptedOneOfItsName() {
        TestContextManager test = new TestContextManager(OwnDefault.class);
        provider(test).answer("word");

        assertThat(service(test).ask("Hi")).isEqualTo("word");
    }

    @Test
    void whatIsKeptElsewhereIsKeptInMemoryWhereThereIsNoElsewhere() {
        ApplicationContext context = context(new TestContextManager(StoresElsewhere.class));

        assertThat(context.getBean(StreamStore.class)).isInstanceOf(InMemoryStreamStore.class);
        assertThat(context.getBean(ConversationStore.class)).isInstanceOf(InMemoryConversationStore.class);
    }

    @Test
    void aPrimaryProviderOfTheApplicationsOwnIsInjectedStill() {
        ApplicationContext context = context(new TestContextManager(OwnPrimary.class));

        assertThat(context.getBean(ChatProvider.class)).isInstanceOf(ScriptedAiApplication.House.class);
        assertThat(context.getBean(ScriptedProvider.class).name()).isEqualTo("openai");
    }

    @SpringBootTest(
            classes = ScriptedAiApplication.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = ScriptedAiApplication.PROVIDERS)
    @ScriptedAi
    static class First {
        void test() {}
    }

    @SpringBootTest(
            classes = ScriptedAiApplication.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = ScriptedAiApplication.PROVIDERS)
    @ScriptedAi
    static class Alike {}

    @SpringBootTest(
            classes = ScriptedAiApplication.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = ScriptedAiApplication.PROVIDERS)
    @ScriptedAi("local")
    static class OtherNames {}

    @SpringBootTest(
            classes = ScriptedAiApplication.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = {ScriptedAiApplication.PROVIDERS, "ai.streaming.heartbeat-interval=50ms"})
    @ScriptedAi
    static class Second {
        void test() {}
    }

    @SpringBootTest(classes = Slice.class)
    @ScriptedAi
    static class Unconfigured {}

    @SpringBootTest(classes = Slice.class, properties = "ai.streaming.default-provider=")
    @ScriptedAi
    static class BlankDefault {}

    @SpringBootTest(classes = Slice.class, properties = "ai.streaming.default-provider=house")
    @ScriptedAi
    static class OwnDefault {}

    @SpringBootTest(
            classes = Slice.class,
            properties = {
                "ai.streaming.resume.enabled=true",
                "ai.streaming.resume.store=redis",
                "ai.streaming.conversations.store=jdbc"
            })
    @ScriptedAi
    static class StoresElsewhere {}

    @SpringBootTest(classes = PrimaryHouse.class, properties = ScriptedAiApplication.PROVIDERS)
    @ScriptedAi
    static class OwnPrimary {}

    /** No auto-configuration of anybody's. */
    @Configuration(proxyBeanMethods = false)
    static class Slice {
        @Bean
        ChatProvider house() {
            return new ScriptedAiApplication.House();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryHouse {
        @Bean
        @Primary
        ChatProvider house() {
            return new ScriptedAiApplication.House();
        }
    }
}
