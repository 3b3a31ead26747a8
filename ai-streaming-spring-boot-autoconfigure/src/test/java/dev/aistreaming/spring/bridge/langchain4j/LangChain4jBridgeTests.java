package dev.aistreaming.spring.bridge.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.provider.Refusal;
import dev.aistreaming.spring.bridge.OpenAiBridgeContract;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LangChain4jBridgeTests extends OpenAiBridgeContract {

    @Override
    protected ChatProvider provider(URI baseUrl) {
        return provider(OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl.toString())
                .apiKey("sk-test")
                .modelName("gpt-test")
                .returnThinking(true)
                .sendThinking(true)
                .build());
    }

    private ChatProvider provider(StreamingChatModel model) {
        return bridged(new LangChain4jBridge(List.of()), model);
    }

    /** A model that tells what a test says, and asks nobody. */
    private RecordingListener answer(Consumer<StreamingChatResponseHandler> what) {
        RecordingListener listener = new RecordingListener();
        provider(new StreamingChatModel() {
                    @Override
                    public void doChat(
                            dev.langchain4j.model.chat.request.ChatRequest request,
                            StreamingChatResponseHandler handler) {
                        what.accept(handler);
                    }
                })
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);
        return listener;
    }

    private static dev.langchain4j.model.chat.response.ChatResponse whole(AiMessage message) {
        return dev.langchain4j.model.chat.response.ChatResponse.builder()
                .aiMessage(message)
                .finishReason(dev.langchain4j.model.output.FinishReason.STOP)
                .build();
    }

    @Test
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
    void tellsATextThatComesAsAWhole() {
        ChatResponse response = answer(handler -> handler.onCompleteResponse(whole(AiMessage.from(" Hi "))))
                .response();

        assertThat(response.content()).isEqualTo(" Hi ");
    }

    @Test
    void tellsOnlyWhatIsNewOfAWhole() {
        RecordingListener listener = answer(handler -> {
            handler.onPartialResponse(" Hi");
            handler.onCompleteResponse(whole(AiMessage.from(" Hi there")));
        });

        listener.await();
        assertThat(listener.content()).isEqualTo(" Hi there");
    }

    @Test
    void tellsCallsThatComeWhole() {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("a")
                .name("time")
                .arguments("{}")
                .build();
        ChatResponse response = answer(handler -> {
                    handler.onCompleteToolCall(new CompleteToolCall(0, call));
                    handler.onCompleteResponse(whole(AiMessage.from(
                            call,
                            call.toBuilder().id("b").arguments("{\"x\":1}").build())));
                })
                .response();

        assertThat(response.toolCalls())
                .extracting(each -> each.id() + each.arguments())
                .containsExactly("a{}", "b{\"x\":1}");
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void anAnswerWithoutAFinishReasonIsCut() {
        RecordingListener listener =
                answer(handler -> handler.onCompleteResponse(dev.langchain4j.model.chat.response.ChatResponse.builder()
                        .aiMessage(AiMessage.from("Hi"))
                        .build()));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void aModelThatThrowsFailsTheCall() {
        RecordingListener listener = answer(handler -> {
            throw new IllegalArgumentException("no such thing");
        });

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void theModelGetsItsThoughtsBack() {
        AiMessage thought = AiMessage.builder()
                .text("Hi")
                .thinking("Hm")
                .attributes(Map.of("thinking_signature", "c2ln"))
                .build();
        Message turn = answer(handler -> handler.onCompleteResponse(whole(thought)))
                .response()
                .toMessage();

        assertThat(LangChain4jRequest.of(
                                ChatRequest.builder()
                                        .prompt("Hello?")
                                        .message(turn)
                                        .prompt("And?")
                                        .build(),
                                new Refusal("theirs"))
                        .messages()
                        .get(1))
                .isEqualTo(thought);
    }

    @Test
    void asksForAnObjectOfASchema() {
        try (ScriptedServer server = playing(OpenAiWire.text("{}") + OpenAiWire.ending())) {
            String schema =
                    "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}";
            listen(
                            server,
                            ChatRequest.builder()
                                    .prompt("Who?")
                                    .maxTokens(5)
                                    .option("presencePenalty", 0.5)
                                    .output(Output.schema("person", schema))
                                    .build())
                    .response();

            JsonNode sent = sent(server, 0);
            assertThat(sent.at("/response_format/json_schema/name").asString()).isEqualTo("person");
            assertThat(sent.at("/response_format/json_schema/schema")).isEqualTo(json(schema));
            assertThat(sent.path("max_tokens").asInt()).isEqualTo(5);
            assertThat(sent.path("presence_penalty").asDouble()).isEqualTo(0.5);
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void offersOnlyTheToolThatMustBeCalled() {
        try (ScriptedServer server = playing(OpenAiWire.text("Hi") + OpenAiWire.ending())) {
            listen(
                            server,
                            ChatRequest.builder()
                                    .prompt("When?")
                                    .tools(Tool.of("time", null), Tool.of("weather", null))
                                    .toolChoice(ToolChoice.tool("time"))
                                    .build())
                    .response();

            assertThat(sent(server, 0).path("tools")).hasSize(1);
            assertThat(sent(server, 0).at("/tools/0/function/name").asString()).isEqualTo("time");
            assertThat(sent(server, 0).path("tool_choice").asString()).isEqualTo("required");
        }
    }

    @Test
    void refusesWhatItCannotSendAndNamesIt() {
        refuses(ChatRequest.builder().prompt("a").seed(1L), "seed");
        refuses(ChatRequest.builder().prompt("a").reasoning(ReasoningEffort.LOW), "reasoning");
        refuses(ChatRequest.builder().prompt("a").parallelToolCalls(false), "parallelToolCalls");
        refuses(ChatRequest.builder().prompt("a").cachePrompt(true), "cachePrompt");
        refuses(ChatRequest.builder().prompt("a").option("user", "me"), "the option 'user'");
        refuses(
                ChatRequest.builder().message(Message.user(new Part.Image(Media.fileId("f-1")))),
                "an image by the id of a file");
        refuses(
                ChatRequest.builder().message(Message.user(new Part.File(Media.bytes(new byte[] {1}, "text/csv")))),
                "a file of the type text/csv");
    }

    private void refuses(ChatRequest.Builder request, String what) {
        ChatProvider provider = provider(URI.create("http://127.0.0.1:1/v1"));
        assertThatThrownBy(() -> provider.newCall(request.build()))
                .hasMessageContaining(what)
                .hasMessageContaining("'theirs'");
    }

    /** Some clients read a response to its end to close it. */
    @Test
    void aCancelDoesNotWaitForAClientThatTakesLongToClose() throws InterruptedException {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        StreamingHandle handle = new StreamingHandle() {
            @Override
            public void cancel() {
                closing.countDown();
                await().until(() -> closed.getCount() == 0);
            }

            @Override
            public boolean isCancelled() {
                return closing.getCount() == 0;
            }
        };
        RecordingListener listener = new RecordingListener();
        ChatCall call = provider(new StreamingChatModel() {
                    @Override
                    public void doChat(
                            dev.langchain4j.model.chat.request.ChatRequest request,
                            StreamingChatResponseHandler handler) {
                        handler.onPartialResponse(new PartialResponse("Hel"), new PartialResponseContext(handle));
                    }
                })
                .newCall(ChatRequest.of("Hello?"));
        call.start(listener);
        await().until(() -> listener.content().equals("Hel"));
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        closing.await();
        closed.countDown();
    }
}
