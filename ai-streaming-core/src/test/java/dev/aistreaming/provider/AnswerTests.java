package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AnswerTests {

    private static final String KEY = "sk-SECRET-0123456789";

    @AutoClose("shutdownNow")
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AutoClose
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    private final ProviderSettings settings =
            ProviderSettings.of("test", ProviderType.OPENAI).withApiKey(KEY).withModel("gpt-test");
    private final List<StreamEvent> events = new ArrayList<>();
    private final Answer answer = new Answer("test", settings::shown, events::add);

    private AiException told() {
        return answer.addTo(AiException.of(ErrorCode.TRUNCATED).build());
    }

    @Test
    void tellsNothingWhereNothingHasArrived() {
        assertThat(told().partial()).isNull();
    }

    @Test
    void tellsWhatHasArrivedAndOnlyToolCallsThatAreWhole() {
        answer.identify("1", "gpt-test");
        answer.usage(new Usage(3, null, null, null, null));
        answer.reasoning("Hmm");
        answer.content("Hel");
        answer.toolCall(0, "a", "f", "{\"x\":{}}");
        answer.toolCall(1, "b", "g", "{\"x\":{}");
        answer.toolCall(2, "c", "h", null);

        AiException told = told();
        assertThat(told.unfinishedCharacters()).isEqualTo("{\"x\":{}".length());
        assertThat(told.partial())
                .isEqualTo(new ChatResponse(
                        "1",
                        "test",
                        "gpt-test",
                        "Hel",
                        "Hmm",
                        List.of(new ToolCall("a", "f", "{\"x\":{}}")),
                        FinishReason.OTHER,
                        new Usage(3, null, null, null, null)));
    }

    @Test
    void showsNoKeyAndNoSecondLineInNamesOfTheProviders() {
        answer.identify("id of " + KEY, "evil\r\nWARN forged\u001b[31m" + "x".repeat(300));
        answer.content("Hi");
        ChatResponse response = answer.complete();

        assertThat(response.id()).isEqualTo("id of ***");
        assertThat(response.model()).startsWith("evil WARN forged [31mx").hasSize(203);
        assertThat(events.get(0)).isEqualTo(new StreamEvent.Started(response.id(), response.model()));
    }

    /** The listener that stops at a limit is not to be outrun by what the same read has brought. */
    @Test
    void takesNoMoreOfTheEventInWhichItIsCancelled() {
        String calls = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"index\":" + i + ",\"id\":\"c" + i
                        + "\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}")
                .collect(Collectors.joining(","));
        try (ScriptedServer server = ScriptedServer.streaming(
                OpenAiWire.opening(), "data: {\"choices\":[{\"delta\":{\"tool_calls\":[" + calls + "]}}]}\n\n")) {
            ChatCall call = new HttpChatProvider(settings.withBaseUrl(server.url()), transport)
                    .newCall(ChatRequest.of("Hello?"));
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (event instanceof StreamEvent.ToolCallDelta) {
                        call.cancel();
                    }
                }
            };
            call.start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(listener.error().partial())
                    .extracting(partial -> partial.toolCalls().size())
                    .isEqualTo(2);
        }
    }
}
