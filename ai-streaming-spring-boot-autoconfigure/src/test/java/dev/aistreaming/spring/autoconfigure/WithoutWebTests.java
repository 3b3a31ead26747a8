package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.spring.AiConversations;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.testing.ScriptedProvider;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

/** Applications that are no servlet application. */
class WithoutWebTests {

    private final ScriptedProvider provider = ScriptedProvider.named("scripted").answer("Hel", "lo");

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            AiStreamingContextAutoConfiguration.class,
            AiStreamingConversationAutoConfiguration.class,
            AiStreamingFrontEndAutoConfiguration.class,
            AiStreamingAutoConfiguration.class,
            AiStreamingJpaAutoConfiguration.class,
            AiStreamingJettyAutoConfiguration.class,
            AiStreamingTomcatAutoConfiguration.class,
            AiStreamingSecurityAutoConfiguration.class,
            AiStreamingResumeAutoConfiguration.class,
            AiStreamingWebFluxAutoConfiguration.class);

    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withConfiguration(OURS)
            .withClassLoader(new FilteredClassLoader("jakarta.servlet"))
            .withBean(ScriptedProvider.class, () -> provider);

    private final ReactiveWebApplicationContextRunner webFlux = new ReactiveWebApplicationContextRunner()
            .withConfiguration(OURS)
            .withBean(ScriptedProvider.class, () -> provider);

    @Test
    void answersInOnePiece() {
        worker.run(context ->
                assertThat(context.getBean(AiService.class).ask("Hi?")).isEqualTo("Hello"));
    }

    @Test
    void aStreamSaysWhatIsMissingBeforeAnythingIsAsked() {
        AtomicBoolean started = new AtomicBoolean();
        worker.run(context -> {
            AiService ai = context.getBean(AiService.class);
            assertThatIllegalStateException()
                    .isThrownBy(() -> ai.stream("Hi?"))
                    .withMessageContaining("add spring-boot-starter-webmvc");
            assertThatIllegalStateException()
                    .isThrownBy(() -> ai.task().prompt("Hi?").onStart(stream -> started.set(true)).stream());
            assertThatIllegalStateException().isThrownBy(() -> ai.task().prompt("Hi?").json().stream());
            assertThat(context.getBean(ActiveStreams.class).count()).isZero();
        });
        assertThat(provider.requests()).isEmpty();
        assertThat(started).isFalse();
    }

    @Test
    void nothingIsResumedEither() {
        worker.withPropertyValues("ai.streaming.resume.enabled=true").run(context -> {
            AiStreams streams = context.getBean(AiStreams.class);
            assertThatIllegalStateException().isThrownBy(() -> streams.resume("an id"));
            assertThatIllegalStateException().isThrownBy(() -> streams.resume("an id", 1));
            assertThatIllegalStateException().isThrownBy(() -> streams.resumeByKey("a key"));
        });
    }

    @Test
    void aConversationIsNobodys() {
        worker.withPropertyValues("ai.streaming.conversations.store=memory").run(context -> {
            AiService ai = context.getBean(AiService.class);
            ai.task().prompt("Hi?").conversation("a-job").run();
            assertThat(context.getBean(AiConversations.class).messages("a-job")).hasSize(2);
        });
    }

    @Test
    void aStreamOfSpringMvcIsNoneOfWebFlux() {
        webFlux.run(context -> assertThatIllegalStateException()
                .isThrownBy(() -> context.getBean(AiService.class).stream("Hi?"))
                .withMessageContaining("publish()"));
        assertThat(provider.requests()).isEmpty();
    }
}
