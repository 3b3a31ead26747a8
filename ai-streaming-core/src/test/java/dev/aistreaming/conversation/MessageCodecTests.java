package dev.aistreaming.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTests {

    /** What is stored is read by later versions for years: these texts do not change. */
    @Test
    void writesWhatItHasAlwaysWritten() {
        assertThat(MessageCodec.encode(Message.user("Hi \u00e9\n")))
                .isEqualTo("{\"v\":1,\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"Hi \u00e9\\n\"}]}");
        assertThat(MessageCodec.encode(Message.user(
                        new Part.Image(Media.bytes(new byte[] {1, 2}, "image/png"), "low"),
                        new Part.File(new Media.Url(java.net.URI.create("https://e.x/a"), "a/b"), "n"),
                        new Part.Audio(Media.fileId("f")))))
                .isEqualTo("{\"v\":1,\"role\":\"user\",\"parts\":["
                        + "{\"type\":\"image\",\"detail\":\"low\",\"mediaType\":\"image/png\",\"bytes\":\"AQI=\"},"
                        + "{\"type\":\"file\",\"filename\":\"n\",\"mediaType\":\"a/b\",\"url\":\"https://e.x/a\"},"
                        + "{\"type\":\"audio\",\"fileId\":\"f\"}]}");
        assertThat(MessageCodec.encode(Message.assistant(
                        new Part.ProviderState("gemini", "{\"a\": 1}"), new Part.ToolUse("1", "t", "{ }"))))
                .isEqualTo("{\"v\":1,\"role\":\"assistant\",\"parts\":["
                        + "{\"type\":\"provider_state\",\"provider\":\"gemini\",\"state\":\"{\\\"a\\\": 1}\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"t\",\"arguments\":\"{ }\"}]}");
        assertThat(MessageCodec.encode(
                        Message.toolResult(Part.ToolResult.of("1", "t", "ok"), Part.ToolResult.failed("2", "u", ""))))
                .isEqualTo("{\"v\":1,\"role\":\"tool\",\"parts\":["
                        + "{\"type\":\"tool_result\",\"id\":\"1\",\"name\":\"t\","
                        + "\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]},"
                        + "{\"type\":\"tool_result\",\"id\":\"2\",\"name\":\"u\",\"failed\":true,\"content\":[]}]}");
    }

    @Test
    void leavesOutMembersThatALaterVersionHasWritten() {
        assertThat(MessageCodec.decode("{\"later\":{\"a\":[1,{\"parts\":[]}]},\"parts\":[{\"text\":\"Hi\","
                        + "\"later\":[[{\"type\":\"x\"}]],\"type\":\"text\"}],\"v\":9,\"role\":\"assistant\"}"))
                .isEqualTo(Message.assistant("Hi"));
    }

    @Test
    void leavesOutPartsOfAnAnswerThatALaterVersionHasWritten() {
        assertThat(MessageCodec.decode("{\"v\":2,\"role\":\"assistant\",\"parts\":[{\"type\":\"dance\",\"steps\":"
                        + "[{\"type\":\"text\",\"text\":\"no\"}]},{\"type\":\"text\",\"text\":\"Hi\"}]}"))
                .isEqualTo(Message.assistant("Hi"));
    }

    @Test
    void saysThatAQuestionHadMore() {
        Message read = MessageCodec.decode("{\"v\":2,\"role\":\"user\",\"parts\":[{\"type\":\"hologram\"}]}");
        assertThat(read).isEqualTo(Message.user("[Something that can no longer be shown.]"));
    }

    @Test
    void readsNothingOfARoleThatALaterVersionHas() {
        assertThat(MessageCodec.decode("{\"v\":2,\"role\":\"critic\",\"parts\":[{\"type\":\"text\",\"text\":\"Hm\"}]}"))
                .isNull();
        assertThat(MessageCodec.decode("{\"v\":2,\"role\":\"tool\",\"parts\":[{\"type\":\"later\"}]}"))
                .isNull();
    }

    @Test
    void anImageInALaterFormIsNotKnown() {
        assertThat(MessageCodec.decode("{\"role\":\"user\",\"parts\":[{\"type\":\"image\",\"blob\":\"7\"},"
                        + "{\"type\":\"text\",\"text\":\"What?\"}]}"))
                .isEqualTo(Message.user(
                        new Part.Text("What?"), new Part.Text("[Something that can no longer be shown.]")));
    }

    @Test
    void refusesWhatIsNoMessageWithoutQuotingIt() {
        for (String broken : List.of("", "[]", "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"secret")) {
            assertThatThrownBy(() -> MessageCodec.decode(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    @Test
    void controlCharactersAndHalfCharactersAreEscaped() {
        String json = MessageCodec.encode(Message.user("\u0000 \ud800 \u00e9"));
        assertThat(json.chars()).allMatch(c -> c >= ' ' && c < 127);
        assertThat(MessageCodec.decode(json)).isEqualTo(Message.user("\u0000 \ud800 \u00e9"));
    }
}
