package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.TaskBuilder;
import dev.aistreaming.testing.ScriptedProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The examples of docs/images-and-files.md. */
@SpringBootTest(
        classes = ImagesAndFilesTests.Application.class,
        properties = {"ai.streaming.resume.enabled=false", "ai.streaming.default-provider=own"})
@AutoConfigureMockMvc
class ImagesAndFilesTests {

    private static final byte[] PNG = "\u0089PNG\r\n\u001A\n...".getBytes(StandardCharsets.ISO_8859_1);

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(PictureController.class)
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("own");
        }
    }

    @RestController
    static class PictureController {

        private final AiService ai;

        PictureController(AiService ai) {
            this.ai = ai;
        }

        @PostMapping(path = "/ask", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
        SseEmitter ask(@RequestParam String question, @RequestParam MultipartFile picture) {
            return ai.task().image(picture).prompt(question).stream();
        }

        @PostMapping(path = "/documents/ask", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
        SseEmitter askAll(@RequestParam String question, @RequestParam List<MultipartFile> documents) {
            TaskBuilder task = ai.task();
            documents.forEach(task::file);
            return task.prompt(question).stream();
        }

        @GetMapping("/summary")
        SseEmitter summary() {
            return ai.task().file(new ClassPathResource("report.pdf")).prompt("Summarize this.").stream();
        }
    }

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private AiService ai;

    @Autowired
    private ScriptedProvider provider;

    @BeforeEach
    void script() {
        provider.reset();
        provider.answer("A cat.");
    }

    private Message asked() {
        ChatRequest request = provider.requests().get(0);
        return request.messages().get(request.messages().size() - 1);
    }

    @Test
    void aPictureIsUploaded() {
        assertThat(mvc.post()
                        .uri("/ask")
                        .multipart()
                        .file(new MockMultipartFile("picture", "cat.jpg", "image/jpeg", PNG))
                        .param("question", "What is this?")
                        .exchange(Duration.ofSeconds(10)))
                .hasStatusOk();
        assertThat(asked())
                .isEqualTo(Message.user(new Part.Image(Media.bytes(PNG, "image/png")), new Part.Text("What is this?")));
    }

    @Test
    void aDocumentIsOnTheClassPath() {
        assertThat(mvc.get().uri("/summary").exchange(Duration.ofSeconds(10))).hasStatusOk();
        assertThat(asked().parts()).first().isInstanceOfSatisfying(Part.File.class, file -> {
            assertThat(file.filename()).isEqualTo("report.pdf");
            assertThat(file.media().mediaType()).isEqualTo("application/pdf");
        });
    }

    @Test
    void documentsAreUploaded() {
        byte[] pdf = "%PDF-1.7 ...".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(mvc.post()
                        .uri("/documents/ask")
                        .multipart()
                        .file(new MockMultipartFile("documents", "a.pdf", "application/pdf", pdf))
                        .file(new MockMultipartFile("documents", "b.pdf", "application/octet-stream", pdf))
                        .param("question", "What is the difference?")
                        .exchange(Duration.ofSeconds(10)))
                .hasStatusOk();
        assertThat(asked())
                .isEqualTo(Message.user(
                        new Part.File(Media.bytes(pdf, "application/pdf"), "a.pdf"),
                        new Part.File(Media.bytes(pdf, "application/pdf"), "b.pdf"),
                        new Part.Text("What is the difference?")));
    }

    @Test
    void aRecordingIsASound() {
        byte[] mp3 = "ID3...".getBytes(StandardCharsets.ISO_8859_1);

        ChatResponse response =
                ai.task().audio(Media.bytes(mp3)).prompt("What is said here?").run();

        assertThat(response.content()).isEqualTo("A cat.");
        assertThat(asked().parts()).first().isEqualTo(new Part.Audio(Media.bytes(mp3)));
    }

    @Test
    void mediaAreBytesAddressesOrFilesOfTheProvider() {
        byte[] png = PNG;

        Media chart = Media.bytes(png);
        Media photo = Media.url("https://example.com/cat.png");
        Media contract = Media.fileId("file-abc");

        ChatResponse response = ai.task()
                .image(chart)
                .image(photo)
                .file(contract, "contract.pdf")
                .prompt("Which of these mentions a cat?")
                .run();

        assertThat(response.content()).isEqualTo("A cat.");
        assertThat(asked().parts())
                .containsExactly(
                        new Part.Image(chart),
                        new Part.Image(photo),
                        new Part.File(contract, "contract.pdf"),
                        new Part.Text("Which of these mentions a cat?"));
    }

    @Test
    void aConversationKeepsItsPictures() {
        Media photo = Media.url("https://example.com/cat.png");

        Message question = Message.user(new Part.Image(photo), new Part.Text("Who is this?"));

        ai.generate(ChatRequest.builder().message(question).build());
        assertThat(asked()).isEqualTo(question);
    }
}
