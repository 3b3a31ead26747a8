package dev.aistreaming.spring.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.store.StreamHead;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeptRequestsTests {

    private static final StreamHead HEAD = new StreamHead(
            "0123456789abcdef0123456789abcdef",
            "owner",
            "ag-ui",
            "chat 1",
            Instant.parse("2026-01-02T03:04:05.678901234Z"));

    private final KeptRequests requests = new KeptRequests();

    private static KeptRequest kept(ChatRequest request) {
        return new KeptRequest("openai", request, HEAD, Map.of("runId", "r1"));
    }

    private byte @Nullable [] encode(ChatRequest.Builder request) {
        return requests.encode(kept(request.build()));
    }

    private static ChatRequest.Builder asking() {
        return ChatRequest.builder().prompt("hi");
    }

    @Test
    void readsAllThatItHasWritten() {
        ChatRequest request = ChatRequest.builder()
                .model("m-1")
                .system("Be \"brief\".\n")
                .message(Role.USER, "Hello? \uD83D\uDE00")
                .message(new Message(
                        Role.ASSISTANT,
                        List.of(
                                new Part.ProviderState("anthropic", "{\"signature\":\"s\"}"),
                                new Part.ToolUse("c1", "weather", "{\"city\": \"Rome\"}"))))
                .message(new Message(Role.TOOL, List.of(Part.ToolResult.failed("c1", "weather", "no"))))
                .message(Message.user(
                        new Part.Image(Media.bytes(new byte[] {1, 2, 3}, "image/png"), "low"), new Part.Text("What?")))
                .temperature(0.1)
                .topP(0.9)
                .maxTokens(100)
                .stop("END", "\n")
                .seed(Long.MAX_VALUE)
                .tools(new Tool("weather", "tells", "{\"type\": \"object\"}"), Tool.of("time", null))
                .toolChoice(ToolChoice.tool("weather"))
                .parallelToolCalls(false)
                .output(Output.schema("answer", "{\"type\": \"object\"}"))
                .reasoning(ReasoningEffort.budget(512))
                .cachePrompt(true)
                .option("user", "u1")
                .option("nested", Map.of("list", List.of(1, 2L << 40, 0.5, true, "x")))
                .build();

        byte[] encoded = Objects.requireNonNull(requests.encode(kept(request)));

        assertThat(requests.decode(HEAD.id(), encoded)).isEqualTo(kept(request));
    }

    @Test
    void leavesUnsetWhatIsUnset() {
        StreamHead plain = new StreamHead(HEAD.id(), null, "json");
        KeptRequest request = new KeptRequest("openai", ChatRequest.of("hi"), plain, Map.of());

        assertThat(requests.decode(HEAD.id(), Objects.requireNonNull(requests.encode(request))))
                .isEqualTo(request);
    }

    @Test
    void doesNotWriteWhatOtherInstancesCouldNotAskInTheSameWay() {
        assertThat(encode(asking())).isNotNull();
        assertThat(encode(asking().attribute("mine", "x"))).isNull();
        assertThat(encode(asking().option("price", new BigDecimal("0.10")))).isNull();
        assertThat(encode(asking().option("nested", List.of(Map.of("a", new Object())))))
                .isNull();
        assertThat(encode(asking().message(
                                Message.user(new Part.File(Media.bytes(new byte[2 << 20], "application/pdf"), "a")))))
                .isNull();
    }

    @Test
    void readsNothingThatALaterVersionHasWritten() {
        byte[] encoded = Objects.requireNonNull(encode(asking()));
        String later = new String(encoded, StandardCharsets.UTF_8).replace("\"v\":1", "\"v\":2");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> requests.decode(HEAD.id(), later.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void quotesNothingOfWhatItCannotRead() {
        byte[] broken = "{\"v\":1,\"secret\":what was asked".getBytes(StandardCharsets.UTF_8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> requests.decode(HEAD.id(), broken))
                .withMessageNotContaining("asked")
                .withNoCause();
    }
}
