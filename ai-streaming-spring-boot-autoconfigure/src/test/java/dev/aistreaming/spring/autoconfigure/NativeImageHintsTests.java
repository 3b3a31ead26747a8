package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.format.AgUiRun;
import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.format.OpenAiChat;
import dev.aistreaming.spring.actuate.AiStreamsEndpoint;
import dev.aistreaming.spring.actuate.RecorderControl;
import dev.aistreaming.spring.frontend.OpenAiEndpoint;
import dev.aistreaming.spring.webflux.NettyHints;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;
import reactor.netty.http.server.HttpServerResponse;

/**
 * What a native image of an application that uses all of the starter is told to keep. No image is built here: each of these is reached by
 * a name or by reflection at run time, and is missing there where nobody says so.
 */
class NativeImageHintsTests {

    private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

    private static RuntimeHints hints;

    @BeforeAll
    static void process() {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(NativeImageHintsTests.class)), new InMemoryGeneratedFiles());
        try (AnnotationConfigServletWebApplicationContext application =
                new AnnotationConfigServletWebApplicationContext()) {
            Map<String, Object> settings = Map.of(
                    "ai.streaming.conversations.store", "jdbc",
                    "ai.streaming.endpoints.ai-sdk.path", "/sdk",
                    "ai.streaming.endpoints.ag-ui.path", "/ag-ui",
                    "ai.streaming.endpoints.openai.path", "/v1",
                    "ai.streaming.resume.enabled", "true",
                    "management.endpoints.web.exposure.include", "aistreams");
            application.getEnvironment().getPropertySources().addFirst(new MapPropertySource("build", settings));
            application.register(Configurations.getClasses(AutoConfigurations.of(autoConfigurations())));
            new ApplicationContextAotGenerator().processAheadOfTime(application, generation);
        }
        hints = generation.getRuntimeHints();
    }

    private static Class<?>[] autoConfigurations() {
        Stream<Class<?>> ours = ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
                .filter(name -> name.startsWith("dev.aistreaming."))
                .map(NativeImageHintsTests::type);
        return Stream.concat(ours, Stream.of(DataSourceAutoConfiguration.class)).toArray(Class<?>[]::new);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertIsBound(Class<?> type) {
        assertThat(REFLECTION.onType(type).withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                .as(type.getName())
                .accepts(hints);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frontend/client.js",
                "frontend/client.d.ts",
                "frontend/partial-json.js",
                "frontend/partial-json.d.ts",
                "jdbc/schema-h2.sql",
                "jdbc/schema-mariadb.sql",
                "jdbc/schema-mysql.sql",
                "jdbc/schema-postgresql.sql"
            })
    void itHasTheFilesThatAreReadAtRunTime(String file) {
        assertThat(RuntimeHintsPredicates.resource().forResource("dev/aistreaming/spring/" + file))
                .accepts(hints);
    }

    @ParameterizedTest
    @ValueSource(classes = {AgUiRun.class, AiSdkChat.class, OpenAiChat.class})
    void itReadsWhatFrontEndsSend(Class<?> request) {
        assertIsBound(request);
    }

    @Test
    void itBindsTheSettings() {
        List<Class<?>> settings = List.of(
                AiStreamingProperties.class,
                ProviderProperties.class,
                GuardProperties.class,
                ResumeProperties.class,
                ConversationProperties.class,
                EndpointProperties.Endpoint.class,
                TokenLimitProperties.class,
                RecorderProperties.class,
                HedgeProperties.class);
        for (Class<?> each : settings) {
            assertThat(REFLECTION.onConstructorInvocation(each.getDeclaredConstructors()[0]))
                    .as(each.getName())
                    .accepts(hints);
        }
    }

    @Test
    void itAnswersOperators() throws NoSuchMethodException {
        assertThat(REFLECTION.onMethodInvocation(AiStreamsEndpoint.class.getMethod("stream", String.class)))
                .accepts(hints);
        assertIsBound(AiStreamsEndpoint.StreamsDescriptor.class);
        assertIsBound(AiStreamsEndpoint.StreamDescriptor.class);
        assertIsBound(RecorderControl.RecorderDescriptor.class);
        assertIsBound(RecorderControl.ArmedDescriptor.class);
        assertIsBound(RecorderControl.Refusal.class);
    }

    @Test
    void itAnswersClientsThatAskForModels() {
        for (Class<?> answer : OpenAiEndpoint.class.getDeclaredClasses()) {
            if (answer.isRecord()) {
                assertIsBound(answer);
            }
        }
    }

    @Test
    void itSeesTheServerOfAnApplicationOfWebFlux() {
        RuntimeHints webFlux = new RuntimeHints();
        new NettyHints().registerHints(webFlux, null);
        assertThat(REFLECTION.onType(HttpServerResponse.class)).accepts(webFlux);
    }
}
