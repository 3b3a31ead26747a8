package dev.aistreaming.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.Headers;
import com.openai.errors.SseException;
import com.openai.models.ErrorObject;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.thread.Threads;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class SpringAiModelBridgeTests {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Threads threads = new Threads(executor);
    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeThreads() {
        threads.close();
        executor.shutdownNow();
    }

    private final class Model implements ChatModel {
        private final Flux<ChatResponse> answer;

        Model(Flux<ChatResponse> answer) {
            this.answer = answer;
        }

        @Override
        public ChatResponse call(Prompt prompt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Flux<ChatResponse> stream(Prompt prompt) {
            prompts.add(prompt);
            return answer;
        }

        @Override
        public ChatOptions getOptions() {
            return ToolCallingChatOptions.builder().model("theirs").build();
        }
    }

    private ChatCall call(Flux<ChatResponse> answer, ChatRequest request) {
        return new BridgedProvider<>(
                        "assistant",
                        new SpringAiModelBridge(List.of()),
                        () -> new Model(answer),
                        UnaryOperator.identity(),
                        threads)
                .newCall(request);
    }

    private RecordingListener ask(Flux<ChatResponse> answer, ChatRequest request) {
        RecordingListener listener = new RecordingListener();
        call(answer, request).start(listener);
        return listener.await();
    }

    private RecordingListener ask(Flux<ChatResponse> answer) {
        return ask(answer, ChatRequest.of("?"));
    }

    private static ChatResponse text(String text) {
        return chunk(AssistantMessage.builder().content(text), "");
    }

    private static ChatResponse end(String reason) {
        return chunk(AssistantMessage.builder().content(""), reason);
    }

    private static ChatResponse chunk(AssistantMessage.Builder<?> message, String reason) {
        return new ChatResponse(
                List.of(new Generation(
                        message.build(),
                        ChatGenerationMetadata.builder().finishReason(reason).build())),
                ChatResponseMetadata.builder().id("id-1").model("model-1").build());
    }

    @Test
    void tellsTextReasoningUsageAndReason() {
        RecordingListener listener = ask(Flux.just(
                chunk(AssistantMessage.builder().content("").properties(Map.of("reasoningContent", "Hm")), "_UNKNOWN"),
                chunk(AssistantMessage.builder().content("Well").properties(Map.of("thinking", true)), ""),
                text("Hel"),
                text("lo"),
                end("MAX_TOKENS"),
                new ChatResponse(
                        List.of(),
                        ChatResponseMetadata.builder()
                                .usage(new DefaultUsage(3, 5, 8))
                                .build())));

        assertThat(listener.response().content()).isEqualTo("Hello");
        assertThat(listener.response().reasoning()).isEqualTo("HmWell");
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(listener.response().id()).isEqualTo("id-1");
        assertThat(listener.response().model()).isEqualTo("model-1");
        assertThat(listener.response().usage()).isEqualTo(new Usage(3, 5, null, null, null));
    }

    @Test
    void tellsCallsThatComeWholeAgainOrInPieces() {
        RecordingListener listener = ask(Flux.just(
                chunk(calls(call("call-1", "a", "{\"x\":1}")), ""),
                chunk(calls(call("call-1", "a", "{\"x\":1}"), call("call-2", "b", "{\"y\"")), ""),
                chunk(calls(call("call-2", "b", ":2}")), ""),
                end("tool_calls")));

        assertThat(listener.response().toolCalls())
                .containsExactly(new ToolCall("call-1", "a", "{\"x\":1}"), new ToolCall("call-2", "b", "{\"y\":2}"));
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    private static AssistantMessage.Builder<?> calls(AssistantMessage.ToolCall... calls) {
        return AssistantMessage.builder().content("").toolCalls(List.of(calls));
    }

    private static AssistantMessage.ToolCall call(String id, String name, String arguments) {
        return new AssistantMessage.ToolCall(id, "function", name, arguments);
    }

    @Test
    void aStreamWithoutAFinishReasonIsTruncated() {
        assertThat(ask(Flux.just(text("Half"))).error().code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void textAfterAFinishReasonTakesItBack() {
        assertThat(ask(Flux.just(end("tool_calls"), text("Half"))).error().code())
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void sendsTheWholeConversation() {
        ask(
                Flux.just(end("stop")),
                ChatRequest.builder()
                        .system("Be brief")
                        .message(Message.user(
                                new Part.Text("What is this?"),
                                new Part.Image(Media.bytes(new byte[] {1}, "image/png")),
                                new Part.Image(Media.url("https://example.com/cat"))))
                        .message(Message.assistant(
                                new Part.Text("Let me see"), new Part.ToolUse("call-1", "look", "{}")))
                        .message(Message.toolResult("call-1", "look", "A cat"))
                        .message(Role.USER, "Sure?")
                        .build());

        List<org.springframework.ai.chat.messages.Message> sent = prompts.get(0).getInstructions();
        assertThat(sent).hasSize(5);
        assertThat(sent.get(0)).isInstanceOf(SystemMessage.class);
        UserMessage user = (UserMessage) sent.get(1);
        assertThat(user.getText()).isEqualTo("What is this?");
        assertThat(user.getMedia().get(0).getData()).isEqualTo(new byte[] {1});
        assertThat(user.getMedia().get(0).getMimeType()).hasToString("image/png");
        assertThat(URI.create(user.getMedia().get(1).getData().toString()))
                .isEqualTo(URI.create("https://example.com/cat"));
        AssistantMessage assistant = (AssistantMessage) sent.get(2);
        assertThat(assistant.getText()).isEqualTo("Let me see");
        assertThat(assistant.getToolCalls()).containsExactly(call("call-1", "look", "{}"));
        assertThat(((ToolResponseMessage) sent.get(3)).getResponses())
                .containsExactly(new ToolResponseMessage.ToolResponse("call-1", "look", "A cat"));
        assertThat(sent.get(4).getText()).isEqualTo("Sure?");
    }

    @Test
    void sendsWhatIsSetAndLeavesTheRestToTheBean() {
        ask(
                Flux.just(end("stop")),
                ChatRequest.builder()
                        .prompt("?")
                        .temperature(0.5)
                        .topP(0.9)
                        .maxTokens(9)
                        .stop("END")
                        .tool(new Tool("time", "The time", Tool.NO_PARAMETERS))
                        .build());

        ToolCallingChatOptions options =
                (ToolCallingChatOptions) Objects.requireNonNull(prompts.get(0).getOptions());
        assertThat(options.getModel()).isEqualTo("theirs");
        assertThat(options.getTemperature()).isEqualTo(0.5);
        assertThat(options.getTopP()).isEqualTo(0.9);
        assertThat(options.getMaxTokens()).isEqualTo(9);
        assertThat(options.getStopSequences()).containsExactly("END");
        assertThat(options.getTopK()).isNull();
        assertThat(options.getToolCallbacks()).singleElement().satisfies(tool -> {
            assertThat(tool.getToolDefinition().name()).isEqualTo("time");
            assertThat(tool.getToolDefinition().inputSchema()).isEqualTo(Tool.NO_PARAMETERS);
        });
    }

    static Stream<Consumer<ChatRequest.Builder>> whatCannotBeSaid() {
        return Stream.of(
                request -> request.seed(1L),
                request -> request.parallelToolCalls(true),
                request -> request.tool(Tool.of("a", "A")).toolChoice(ToolChoice.REQUIRED),
                request -> request.reasoning(ReasoningEffort.LOW),
                request -> request.cachePrompt(true),
                request -> request.option("top_k", 3),
                request -> request.output(Output.JSON),
                request -> request.message(Message.user(new Part.Image(Media.fileId("file-1")))),
                request -> request.message(Message.user(new Part.Image(Media.url("https://example.com/cat"), "low"))),
                request -> request.message(Message.user(new Part.File(Media.url("https://example.com/a")))),
                request -> request.message(new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult(
                                "1",
                                "look",
                                List.of(new Part.Image(Media.bytes(new byte[] {1}, "image/png"))),
                                false)))));
    }

    @ParameterizedTest
    @MethodSource("whatCannotBeSaid")
    void refusesWhatCannotBeSaid(Consumer<ChatRequest.Builder> what) {
        ChatRequest.Builder request = ChatRequest.builder().prompt("?");
        what.accept(request);

        assertThatThrownBy(() -> call(Flux.empty(), request.build()))
                .isInstanceOf(AiException.class)
                .hasMessageContaining("cannot be sent to 'assistant'");
    }

    @Test
    void givesFailuresTheirCodes() {
        assertThat(ask(Flux.error(HttpClientErrorException.create(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "Too Many Requests",
                                HttpHeaders.EMPTY,
                                "{\"error\":{\"message\":\"Slow down\"}}".getBytes(StandardCharsets.UTF_8),
                                null)))
                        .error())
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                    assertThat(error.providerMessage()).isEqualTo("Slow down");
                });
        assertThat(ask(Flux.error(new IllegalStateException(new ConnectException("refused"))))
                        .error()
                        .code())
                .isEqualTo(ErrorCode.NETWORK);
        assertThat(ask(Flux.<ChatResponse>never().timeout(Duration.ofMillis(1)))
                        .error()
                        .code())
                .isEqualTo(ErrorCode.TIMEOUT);
        assertThat(ask(Flux.error(new IllegalArgumentException("mine"))).error().code())
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void asksForNoMoreThanIsRead() {
        AtomicLong asked = new AtomicLong();
        Flux<ChatResponse> answer = Flux.range(0, 1_000)
                .map(number -> number == 999 ? end("stop") : text("x"))
                .doOnRequest(asked::addAndGet);
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(answer, ChatRequest.of("?"));
        call.pause();
        call.start(listener);
        call.resume();

        assertThat(listener.response().content()).hasSize(999);
        assertThat(asked.get()).isLessThanOrEqualTo(1_001);
    }

    @Test
    void aCancelCancelsTheFluxWhileItIsSilentAndInTheMiddle() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Sinks.Many<ChatResponse> sink = Sinks.many().unicast().onBackpressureBuffer();
        RecordingListener listener = new RecordingListener();
        ChatCall call = call(sink.asFlux().doOnCancel(() -> cancelled.set(true)), ChatRequest.of("?"));
        call.start(listener);
        sink.tryEmitNext(text("Hi"));
        Awaitility.await().until(() -> listener.content().equals("Hi"));
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(listener.events).hasAtLeastOneElementOfType(StreamEvent.Content.class);
        Awaitility.await().untilTrue(cancelled);
    }

    @Test
    void anErrorInTheMidstOfAnAnswerHasTheCodeThatItTells() {
        SseException failure = SseException.builder()
                .statusCode(200)
                .headers(Headers.builder().build())
                .error(ErrorObject.builder()
                        .message("Come back later")
                        .type("overloaded_error")
                        .code((String) null)
                        .param((String) null)
                        .build())
                .build();
        AiException error =
                ask(Flux.concat(Flux.just(text("Half")), Flux.error(failure))).error();

        assertThat(error.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(error.status()).isNull();
    }

    /** As the client of Anthropic tells it, by the name of its type. */
    private record AnthropicUsage() {}

    @Test
    void whatAnthropicCountsBesideThePromptIsPartOfTheInput() {
        RecordingListener listener = ask(Flux.just(
                text("Hi"),
                end("stop"),
                new ChatResponse(
                        List.of(),
                        ChatResponseMetadata.builder()
                                .usage(new DefaultUsage(30, 5, 35, new AnthropicUsage(), 20L, 7L))
                                .build())));

        assertThat(listener.response().usage()).isEqualTo(new Usage(57, 5, 20, 7, null));
    }

    @Test
    void whatOthersHaveCachedIsPartOfTheirPrompt() {
        RecordingListener listener = ask(Flux.just(
                text("Hi"),
                end("stop"),
                new ChatResponse(
                        List.of(),
                        ChatResponseMetadata.builder()
                                .usage(new DefaultUsage(30, 5, 35, null, 20L, null))
                                .build())));

        assertThat(listener.response().usage()).isEqualTo(new Usage(30, 5, 20, null, null));
    }

    @Test
    void aResultThatFailedSaysSo() {
        ask(
                Flux.just(end("stop")),
                ChatRequest.builder()
                        .prompt("?")
                        .message(Message.assistant(new Part.ToolUse("call-1", "look", "{}")))
                        .message(new Message(
                                Role.TOOL,
                                List.of(new Part.ToolResult(
                                        "call-1", "look", List.of(new Part.Text("too dark")), true))))
                        .build());

        assertThat(((ToolResponseMessage) prompts.get(0).getInstructions().get(2)).getResponses())
                .containsExactly(new ToolResponseMessage.ToolResponse("call-1", "look", "Error: too dark"));
    }

    @Test
    void sendsFilesAndSounds() {
        ask(
                Flux.just(end("stop")),
                ChatRequest.builder()
                        .message(Message.user(
                                new Part.File(Media.bytes(new byte[] {1}, "application/pdf"), "a.pdf"),
                                new Part.Audio(Media.bytes(new byte[] {2}, "audio/wav"))))
                        .build());

        List<org.springframework.ai.content.Media> media =
                ((UserMessage) prompts.get(0).getInstructions().get(0)).getMedia();
        assertThat(media)
                .extracting(each -> each.getMimeType().toString())
                .containsExactly("application/pdf", "audio/wav");
        assertThat(media.get(0).getName()).isEqualTo("a.pdf");
        assertThat(media.get(1).getData()).isEqualTo(new byte[] {2});
    }
}
