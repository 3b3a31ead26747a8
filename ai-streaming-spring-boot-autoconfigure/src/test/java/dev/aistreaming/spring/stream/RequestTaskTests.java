package dev.aistreaming.spring.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.TaskBuilder;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.ScriptedProvider;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockMultipartFile;

class RequestTaskTests {

    private static final Media PICTURE = Media.bytes(new byte[] {1, 2, 3}, "image/png");

    private final ScriptedProvider provider = ScriptedProvider.named("own").answer("fine");

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withBean(ScriptedProvider.class, () -> provider);

    private ChatRequest request(UnaryOperator<TaskBuilder> task) {
        application.run(
                context -> task.apply(context.getBean(AiService.class).task()).run());
        return provider.requests().get(0);
    }

    @Test
    void whatIsSeenComesBeforeTheQuestionInOneMessageAtTheEnd() {
        ChatRequest request = request(task -> task.prompt("What is this?")
                .image(PICTURE)
                .file(Media.fileId("file-1"), "report.pdf")
                .message("user", "Hello"));
        assertThat(request.messages())
                .containsExactly(
                        Message.user("Hello"),
                        Message.user(
                                new Part.Image(PICTURE),
                                new Part.File(Media.fileId("file-1"), "report.pdf"),
                                new Part.Text("What is this?")));
    }

    @Test
    void aPictureMayBeTheWholeQuestion() {
        ChatRequest request = request(task -> task.system("Describe pictures.").image(PICTURE));
        assertThat(request.messages()).containsExactly(Message.user(new Part.Image(PICTURE)));
    }

    @Test
    void takesUploadsAsTheyAre() {
        MockMultipartFile upload = new MockMultipartFile("file", "notes.txt", "text/plain", new byte[] {'H', 'i'});
        ChatRequest request = request(task -> task.prompt("What is this?").file(upload));
        assertThat(request.messages())
                .containsExactly(Message.user(
                        new Part.File(Media.bytes(new byte[] {'H', 'i'}, "text/plain"), "notes.txt"),
                        new Part.Text("What is this?")));
    }

    @Test
    void moreMediaThanTheLimitAreRefused() {
        application
                .withPropertyValues("ai.streaming.limits.max-media-bytes=2B")
                .run(context -> assertThatExceptionOfType(AiException.class)
                        .isThrownBy(() -> context.getBean(AiService.class)
                                .task()
                                .image(PICTURE)
                                .run())
                        .withMessageContaining("have 3 bytes, but the limit is 2"));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void whatHasNoMethodIsSetOnTheRequestItself() {
        Tool tool = Tool.of("time", "Tells the time");
        ChatRequest request = request(task -> task.prompt("Hi")
                .reasoning(ReasoningEffort.LOW)
                .request(settings -> settings.tools(tool).cachePrompt(true)));
        assertThat(request.reasoning()).isEqualTo(ReasoningEffort.LOW);
        assertThat(request.tools()).containsExactly(tool);
        assertThat(request.cachePrompt()).isTrue();
    }
}
