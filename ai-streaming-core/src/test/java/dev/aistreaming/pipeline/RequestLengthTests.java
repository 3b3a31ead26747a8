package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import org.junit.jupiter.api.Test;

class RequestLengthTests {

    private static final ChatRequest TWO = ChatRequest.of("Hi");

    @Test
    void countsInstructionsAndAllMessages() {
        assertThat(RequestLength.of(ChatRequest.builder()
                        .system("12345")
                        .message(Message.user(new Part.Text("12"), new Part.Text("3")))
                        .message(Message.assistant("123"))
                        .build()))
                .isEqualTo(11);
    }

    @Test
    void countsWhatIsSaidToToolsAndByThem() {
        ChatRequest request = TWO.toBuilder()
                .message(Message.assistant(new Part.ToolUse("id is the provider's", "f", "{\"a\":1}")))
                .message(Message.toolResult("id is the provider's", "f", "Sunny"))
                .build();
        assertThat(RequestLength.of(request)).isEqualTo(2 + 1 + 7 + 1 + 5);
    }

    @Test
    void countsToolsAndSchemas() {
        ChatRequest request = TWO.toBuilder()
                .tools(new Tool("f", "1234", "{}"), new Tool("g", null, "{ }"))
                .output(Output.schema("answer", "{  }"))
                .build();
        assertThat(RequestLength.of(request)).isEqualTo(2 + (1 + 4 + 2) + (1 + 3) + 4);
    }

    @Test
    void countsWhatGoesBackToAProvider() {
        ChatRequest request = TWO.toBuilder()
                .message(Message.assistant(new Part.ProviderState("anthropic", "{\"a\":1}")))
                .build();
        assertThat(RequestLength.of(request)).isEqualTo(2 + 7);
    }

    @Test
    void doesNotTakeImagesFilesAndSoundsForText() {
        Media bytes = Media.bytes(new byte[1_000_000], "image/png");
        ChatRequest request = TWO.toBuilder()
                .message(Message.user(
                        new Part.Image(bytes),
                        new Part.File(bytes),
                        new Part.Audio(Media.fileId("f")),
                        new Part.Text("x")))
                .build();
        assertThat(RequestLength.of(request)).isEqualTo(3);
    }
}
