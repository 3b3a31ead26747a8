package dev.aistreaming.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.testing.CallContract;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every bridge has to keep whose library speaks OpenAI's chat completions, with the library's real classes. */
public abstract class OpenAiBridgeContract extends CallContract {

    protected final Threads threads = new Threads(executor);

    /** What the library speaks to at this address. */
    protected abstract ChatProvider provider(URI baseUrl);

    protected <B> ChatProvider bridged(Bridge<B> bridge, B bean) {
        return new BridgedProvider<>("theirs", bridge, () -> bean, UnaryOperator.identity(), threads);
    }

    protected ChatCall call(ScriptedServer server, ChatRequest request) {
        return provider(URI.create(server.url() + "/v1")).newCall(request);
    }

    protected RecordingListener listen(ScriptedServer server, ChatRequest request) {
        RecordingListener listener = new RecordingListener();
        call(server, request).start(listener);
        return listener;
    }

    protected RecordingListener listen(ScriptedServer server) {
        return listen(server, ChatRequest.of("Hello?"));
    }

    protected static String chunk(String choice) {
        return "data: {'id':'c-1','object':'chat.completion.chunk','created':1,'model':'gpt-test','choices':[{'index':0,"
                        .replace('\'', '"')
                + choice.replace('\'', '"') + "}]}\n\n";
    }

    /** A server that plays one of these after the other. */
    protected static ScriptedServer playing(String... bodies) {
        AtomicInteger asked = new AtomicInteger();
        return new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(bodies[asked.getAndIncrement()]);
            connection.end();
        });
    }

    protected static JsonNode sent(ScriptedServer server, int request) {
        return JsonMapper.shared().readTree(server.requests().get(request).body());
    }

    @AfterEach
    void closeTimer() {
        threads.close();
    }

    @Override
    protected Answering answering(String... pieces) {
        List<String> events = new ArrayList<>(List.of(OpenAiWire.opening()));
        Arrays.stream(pieces).map(OpenAiWire::text).forEach(events::add);
        events.add(OpenAiWire.ending());
        ScriptedServer server = ScriptedServer.streaming(events.toArray(String[]::new));
        ChatProvider provider = provider(URI.create(server.url() + "/v1"));
        return new Answering() {
            @Override
            public ChatCall newCall() {
                return provider.newCall(ChatRequest.of("Hello?"));
            }

            @Override
            public int requests() {
                return server.requests().size();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    @Test
    void givesTheSameTextHoweverTheBytesAreCut() {
        String body =
                OpenAiWire.opening() + OpenAiWire.text(" Grüße,") + OpenAiWire.text("  世界 👋") + OpenAiWire.ending();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            for (byte b : body.getBytes(StandardCharsets.UTF_8)) {
                connection.chunk(new byte[] {b});
            }
            connection.end();
        })) {
            RecordingListener listener = listen(server);

            assertThat(listener.response().content()).isEqualTo(" Grüße,  世界 👋");
            assertThat(listener.content()).isEqualTo(" Grüße,  世界 👋");
        }
    }

    @Test
    void tellsWhoAnsweredAndWhatItTook() {
        try (ScriptedServer server = playing(OpenAiWire.text("Hi") + OpenAiWire.ending())) {
            ChatResponse response = listen(server).response();

            assertThat(response.id()).isEqualTo("chatcmpl-1");
            assertThat(response.model()).isEqualTo("gpt-test");
            assertThat(response.provider()).isEqualTo("theirs");
            assertThat(response.usage()).isEqualTo(new Usage(12, 40, null, null, null));
        }
    }

    @Test
    void tellsReasoningApartFromText() {
        try (ScriptedServer server = playing(chunk("'delta':{'reasoning_content':' Hm, '}")
                + chunk("'delta':{'reasoning_content':'well.'}")
                + OpenAiWire.text("Yes")
                + OpenAiWire.ending())) {
            ChatResponse response = listen(server).response();

            assertThat(response.reasoning()).isEqualTo(" Hm, well.");
            assertThat(response.content()).isEqualTo("Yes");
        }
    }

    @Test
    void tellsThatTheAnswerIsCutByItsLimit() {
        try (ScriptedServer server = playing(OpenAiWire.text("Hi") + chunk("'delta':{},'finish_reason':'length'"))) {
            assertThat(listen(server).response().finishReason()).isEqualTo(FinishReason.LENGTH);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNoSuccess() {
        try (ScriptedServer server = playing(OpenAiWire.opening() + OpenAiWire.text("Hel"))) {
            AiException error = listen(server).error();

            assertThat(error.code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(partial(error).content()).isEqualTo("Hel");
        }
    }

    @Test
    void aCallThatBreaksOffIsNoCall() {
        try (ScriptedServer server =
                playing(calls(0, "'id':'a','type':'function',", "'name':'weather',", "{\\\"city\\\""))) {
            AiException error = listen(server).error();

            assertThat(error.code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(partial(error).toolCalls()).isEmpty();
        }
    }

    @Test
    void aBrokenConnectionIsNoSuccess() {
        CountDownLatch arrived = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("Hel"));
            arrived.await();
            connection.reset();
        })) {
            RecordingListener listener = listen(server);
            await().until(() -> listener.content().equals("Hel"));
            arrived.countDown();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.NETWORK);
            assertThat(partial(listener.error()).content()).isEqualTo("Hel");
        }
    }

    @Test
    void cancelClosesTheServersConnection() {
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            provider.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("Hel"));
            cancelled.await();
            connection.chunk(": still here\n\n");
            connection.waitForClientToLeave();
        })) {
            ChatCall call = call(server, ChatRequest.of("Hello?"));
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            await().until(() -> listener.content().equals("Hel"));
            call.cancel();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            cancelled.countDown();
            await().until(() -> provider.get().clientLeft(0));
        }
    }

    @Test
    void cancelBeforeTheFirstPieceEndsTheCallAtOnceAndTheirsWithThatPiece() {
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            provider.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            cancelled.await();
            connection.chunk(OpenAiWire.text("Hel"));
            connection.waitForClientToLeave();
        })) {
            ChatCall call = call(server, ChatRequest.of("Hello?"));
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            await().until(() -> provider.get() != null);
            call.cancel();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            cancelled.countDown();
            await().until(() -> provider.get().clientLeft(0));
            assertThat(listener.content()).isEmpty();
        }
    }

    @Test
    void tellsAKeyThatIsNotAccepted() {
        try (ScriptedServer server = refusing(401, "invalid_api_key", "Incorrect API key provided: sk-abcdefghijk")) {
            AiException error = listen(server).error();

            assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
            assertThat(error.status()).isEqualTo(401);
            assertThat(error.getMessage()).contains("Incorrect API key").doesNotContain("abcdefghijk");
        }
    }

    @Test
    void tellsTooManyRequestsFromAnEmptyAccount() {
        try (ScriptedServer busy = refusing(429, "rate_limit_exceeded", "Slow down");
                ScriptedServer empty = refusing(429, "insufficient_quota", "You exceeded your quota")) {
            assertThat(listen(busy).error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(listen(empty).error().code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        }
    }

    @Test
    void tellsAnErrorInTheMidstOfTheAnswer() {
        try (ScriptedServer server = playing(OpenAiWire.text("Hel")
                + "event: error\ndata: {\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}\n\n")) {
            AiException error = listen(server).error();

            assertThat(error.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(partial(error).content()).isEqualTo("Hel");
        }
    }

    @Test
    void tellsThatNobodyIsThere() {
        ScriptedServer server = ScriptedServer.streaming();
        server.close();

        assertThat(listen(server).error().code()).isEqualTo(ErrorCode.NETWORK);
    }

    private static ScriptedServer refusing(int status, String code, String message) {
        return ScriptedServer.answering(
                status,
                "application/json",
                "{'error':{'message':'%s','type':'%s','code':'%s'}}"
                        .formatted(message, code, code)
                        .replace('\'', '"'));
    }

    @Test
    void runsTheToolsOfThisLibrary() {
        LocalTool weather = LocalTool.of(
                "weather",
                "Tells the weather",
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"minLength\":1}},\"required\":[\"city\"]}",
                (arguments, context) -> "Sunny in " + arguments);
        LocalTool time = LocalTool.of(Tool.of("time", null), (arguments, context) -> "noon");
        try (ScriptedServer server = playing(
                chunk("'delta':{'content':'Let me see. '}")
                        + calls(0, "'id':'call_1','type':'function',", "'name':'weather',", "{\\\"city\\\":")
                        + calls(0, "", "", "\\\"Rome\\\"}")
                        + calls(1, "'id':'call_2','type':'function',", "'name':'time',", "")
                        + chunk("'delta':{},'finish_reason':'tool_calls'"),
                OpenAiWire.text("Sunny.") + OpenAiWire.ending())) {
            RecordingListener listener = new RecordingListener();
            new ToolLoopProvider(
                            provider(URI.create(server.url() + "/v1")),
                            List.of(weather, time),
                            ToolLimits.DEFAULTS,
                            threads)
                    .newCall(ChatRequest.of("How is it?"))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("Let me see. Sunny.");
            JsonNode offered = sent(server, 0).path("tools").path(0).path("function");
            assertThat(offered.path("description").asString()).isEqualTo("Tells the weather");
            assertThat(offered.at("/parameters/properties/city/minLength").asInt())
                    .isEqualTo(1);
            JsonNode messages = sent(server, 1).path("messages");
            JsonNode calls = messages.path(1).path("tool_calls");
            assertThat(messages.path(1).path("content").asString()).isEqualTo("Let me see. ");
            assertThat(calls.path(0).path("id").asString()).isEqualTo("call_1");
            assertThat(calls.at("/0/function/arguments").asString()).isEqualTo("{\"city\":\"Rome\"}");
            assertThat(calls.at("/1/function/name").asString()).isEqualTo("time");
            assertThat(messages.path(2).path("tool_call_id").asString()).isEqualTo("call_1");
            assertThat(messages.path(2).path("content").asString()).isEqualTo("Sunny in {\"city\":\"Rome\"}");
            assertThat(messages.path(3).path("content").asString()).isEqualTo("noon");
        }
    }

    private static String calls(int index, String id, String name, String arguments) {
        return chunk("'delta':{'tool_calls':[{'index':" + index + "," + id + "'function':{" + name + "'arguments':'"
                + arguments + "'}}]}");
    }

    @Test
    void sendsWhatIsAsked() {
        try (ScriptedServer server = playing(OpenAiWire.text("Hi") + OpenAiWire.ending())) {
            listen(
                            server,
                            ChatRequest.builder()
                                    .model("gpt-other")
                                    .system("Be brief.")
                                    .message(Message.user(
                                            new Part.Text("What is this?"),
                                            new Part.Image(Media.bytes(new byte[] {1, 2}, "image/png"))))
                                    .temperature(0.5)
                                    .topP(0.9)
                                    .stop("END")
                                    .build())
                    .response();

            JsonNode sent = sent(server, 0);
            assertThat(sent.path("model").asString()).isEqualTo("gpt-other");
            assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
            assertThat(sent.path("top_p").asDouble()).isEqualTo(0.9);
            assertThat(sent.path("stop").path(0).asString()).isEqualTo("END");
            assertThat(sent.path("stream").asBoolean()).isTrue();
            assertThat(sent.at("/messages/0/content").asString()).isEqualTo("Be brief.");
            assertThat(sent.at("/messages/1/content/0/text").asString()).isEqualTo("What is this?");
            assertThat(sent.at("/messages/1/content/1/image_url/url").asString())
                    .isEqualTo("data:image/png;base64,AQI=");
        }
    }

    protected static ChatResponse partial(AiException error) {
        ChatResponse partial = error.partial();
        if (partial == null) {
            throw new AssertionError("nothing had arrived", error);
        }
        return partial;
    }
}
