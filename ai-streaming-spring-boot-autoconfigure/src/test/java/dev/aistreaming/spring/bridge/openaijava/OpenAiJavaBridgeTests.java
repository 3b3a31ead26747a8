package dev.aistreaming.spring.bridge.openaijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.spring.bridge.BridgedProvider;
import dev.aistreaming.spring.bridge.OpenAiBridgeContract;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.JsonNode;

class OpenAiJavaBridgeTests extends OpenAiBridgeContract {

    private final OpenAiJavaBridge bridge = new OpenAiJavaBridge(List.of());

    @Override
    protected ChatProvider provider(URI baseUrl) {
        OpenAIClientAsync client = OpenAIOkHttpClientAsync.builder()
                .baseUrl(baseUrl.toString())
                .apiKey("sk-test")
                .maxRetries(0)
                .build();
        return new BridgedProvider<>("theirs", bridge, () -> client, OpenAiJavaBridgeTests::withModel, threads);
    }

    private static ChatRequest withModel(ChatRequest request) {
        return request.model() != null
                ? request
                : request.toBuilder().model("gpt-test").build();
    }

    @Test
    void takesAClientThatBlocksToo() {
        try (ScriptedServer server = playing(OpenAiWire.text("Hi") + OpenAiWire.ending())) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(server.url() + "/v1")
                    .apiKey("sk-test")
                    .build();
            RecordingListener listener = new RecordingListener();
            bridged(new OpenAiJavaSyncBridge(bridge), client)
                    .newCall(withModel(ChatRequest.of("Hello?")))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("Hi");
        }
    }

    /** Whose thread is a virtual one, and so can be told to stop. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void cancelClosesASilentConnectionAtOnce() {
        AtomicReference<ScriptedConnection> server = new AtomicReference<>();
        try (ScriptedServer silent = new ScriptedServer(connection -> {
            server.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("Hel"));
            connection.waitForClientToLeave();
        })) {
            ChatCall call = call(silent, ChatRequest.of("Hello?"));
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            await().until(() -> listener.content().equals("Hel"));
            call.cancel();

            await().until(() -> server.get().clientLeft(0));
        }
    }

    @Test
    void sendsAndReadsWhatTheProtocolItselfDoes() {
        ChatRequest request = ChatRequest.builder()
                .model("gpt-test")
                .system("Be brief.")
                .prompt("Hello?")
                .message(Message.assistant("Yes?"))
                .prompt("Go on.")
                .maxTokens(7)
                .seed(3L)
                .tool(new Tool(
                        "t",
                        "Does",
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":1}}}"))
                .toolChoice(ToolChoice.tool("t"))
                .parallelToolCalls(false)
                .output(Output.schema("o", "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"integer\"}}}"))
                .reasoning(ReasoningEffort.HIGH)
                .option("top_k", 3)
                .option("mirostat", Map.of("tau", 0.25))
                .build();
        String body = chunk("'delta':{'reasoning':'Hm'}")
                + chunk("'delta':{'content':'Hi','annotations':[{'type':'url_citation','url_citation':"
                        + "{'url':'https://example.com','title':'E'}}]}")
                + chunk("'delta':{},'finish_reason':'eos'");
        try (ScriptedServer server = playing(body, body);
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            RecordingListener theirs = listen(server, request);
            theirs.await();
            RecordingListener ours = new RecordingListener();
            new HttpChatProvider(
                            ProviderSettings.of("theirs", ProviderType.OPENAI)
                                    .withBaseUrl(URI.create(server.url() + "/v1")),
                            transport)
                    .newCall(request)
                    .start(ours);

            assertThat(theirs.response()).isEqualTo(ours.response());
            assertThat(theirs.events).isEqualTo(ours.events);
            assertThat(theirs.response().finishReason()).isEqualTo(FinishReason.STOP);
            JsonNode sent = sent(server, 0);
            assertThat(sent).isEqualTo(sent(server, 1));
        }
    }
}
