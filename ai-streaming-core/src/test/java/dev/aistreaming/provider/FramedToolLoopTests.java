package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tools with the providers that send something else than Server-Sent Events, over the wire. Quotes are single ones here. */
class FramedToolLoopTests {

    private static final String DONE =
            "{'model':'m','message':{'role':'assistant','content':''},'done':true,'done_reason':'stop'}\n";

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    @AutoClose
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, workers);

    private final CountDownLatch weatherIsTold = new CountDownLatch(1);

    /** The first call's result comes last. */
    private final LocalTool time = LocalTool.of(Tool.of("time", null), (arguments, context) -> {
        weatherIsTold.await();
        return "noon";
    });

    private final LocalTool weather = LocalTool.of(Tool.of("weather", null), (arguments, context) -> {
        weatherIsTold.countDown();
        return "{\"sky\":\"blue\"}";
    });

    private ChatResponse answer(ScriptedServer server, ProviderType type, ToolLimits limits) {
        ProviderSettings settings = ProviderSettings.of("main", type)
                .withBaseUrl(server.url())
                .withApiKey("k")
                .withModel("m");
        RecordingListener listener = new RecordingListener();
        new ToolLoopProvider(new HttpChatProvider(settings, transport), List.of(time, weather), limits, threads)
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);
        return listener.response();
    }

    /** A server that plays one of these after the other. */
    private static ScriptedServer playing(String contentType, byte[]... bodies) {
        AtomicInteger asked = new AtomicInteger();
        return new ScriptedServer(connection -> {
            connection.head(200, contentType);
            connection.chunk(bodies[asked.getAndIncrement()]);
            connection.end();
        });
    }

    private static ScriptedServer ollama(String... bodies) {
        byte[][] bytes = new byte[bodies.length][];
        for (int i = 0; i < bodies.length; i++) {
            bytes[i] = MappingFixture.utf8(quoted(bodies[i]));
        }
        return playing("application/x-ndjson", bytes);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static byte[] frame(String name, String payload) {
        return AwsFrames.event(name, quoted(payload));
    }

    private static byte[] calls() {
        return MappingFixture.joined(
                frame("messageStart", "{'role':'assistant'}"),
                frame("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'Hm'}}}"),
                frame("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'reasoningContent':{'signature':'c2ln'}}}"),
                frame("contentBlockStop", "{'contentBlockIndex':0}"),
                frame(
                        "contentBlockStart",
                        "{'contentBlockIndex':1,'start':{'toolUse':{'toolUseId':'t_1','name':'time'}}}"),
                frame("contentBlockStop", "{'contentBlockIndex':1}"),
                frame(
                        "contentBlockStart",
                        "{'contentBlockIndex':2,'start':{'toolUse':{'toolUseId':'t_2','name':'weather'}}}"),
                frame("contentBlockDelta", "{'contentBlockIndex':2,'delta':{'toolUse':{'input':'{}'}}}"),
                frame("contentBlockStop", "{'contentBlockIndex':2}"),
                frame("messageStop", "{'stopReason':'tool_use'}"),
                frame("metadata", "{'usage':{'inputTokens':10,'outputTokens':5}}"));
    }

    private static byte[] said(String text) {
        return MappingFixture.joined(
                frame("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'" + text + "'}}"),
                frame("messageStop", "{'stopReason':'end_turn'}"),
                frame("metadata", "{'usage':{'inputTokens':20,'outputTokens':1}}"));
    }

    @Test
    void sendsOllamaItsThoughtsAndTheResultsInTheirOrder() {
        try (ScriptedServer server = ollama(
                "{'model':'m','message':{'role':'assistant','content':'','thinking':'Hm'},'done':false}\n"
                        + "{'model':'m','message':{'role':'assistant','content':'','tool_calls':["
                        + "{'function':{'name':'time','arguments':{}}}]},'done':false}\n"
                        + "{'model':'m','message':{'role':'assistant','content':'','tool_calls':["
                        + "{'function':{'name':'weather','arguments':{'at':'Rome'}}}]},'done':false}\n" + DONE,
                "{'model':'m','message':{'role':'assistant','content':'Done.'},'done':false}\n" + DONE)) {
            ChatResponse response = answer(server, ProviderType.OLLAMA, ToolLimits.DEFAULTS);

            assertThat(response.content()).isEqualTo("Done.");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).body())
                    .contains(quoted("{'role':'assistant','content':'','thinking':'Hm','tool_calls':["
                            + "{'type':'function','function':{'name':'time','arguments':{}}},"
                            + "{'type':'function','function':{'name':'weather','arguments':{'at':'Rome'}}}]},"
                            + "{'role':'tool','tool_name':'time','content':'noon'},"
                            + "{'role':'tool','tool_name':'weather','content':'{\\'sky\\':\\'blue\\'}'}]"));
        }
    }

    @Test
    void sendsBedrockItsSignatureAndAllResultsInOneMessage() {
        try (ScriptedServer server = playing("application/vnd.amazon.eventstream", calls(), said("Done."))) {
            ChatResponse response = answer(server, ProviderType.BEDROCK, ToolLimits.DEFAULTS);

            assertThat(response.content()).isEqualTo("Done.");
            assertThat(response.usage().inputTokens()).isEqualTo(30);
            assertThat(JsonTree.object("body", server.requests().get(1).body()).get("messages"))
                    .isEqualTo(JsonTree.object(
                                    "expected",
                                    quoted(
                                            "{'messages':[{'role':'user','content':[{'text':'Hello?'}]},"
                                                    + "{'role':'assistant','content':["
                                                    + "{'reasoningContent':{'reasoningText':{'text':'Hm','signature':'c2ln'}}},"
                                                    + "{'toolUse':{'toolUseId':'t_1','name':'time','input':{}}},"
                                                    + "{'toolUse':{'toolUseId':'t_2','name':'weather','input':{}}}]},"
                                                    + "{'role':'user','content':["
                                                    + "{'toolResult':{'toolUseId':'t_1','content':[{'text':'noon'}]}},"
                                                    + "{'toolResult':{'toolUseId':'t_2','content':[{'json':{'sky':'blue'}}]}}]}]}"))
                            .get("messages"));
        }
    }

    /** The last step is asked without tools, and Bedrock wants some declared all the same. */
    @Test
    void declaresAStandInToBedrockAtTheLastStep() {
        try (ScriptedServer server = playing("application/vnd.amazon.eventstream", calls(), said("Enough."))) {
            ChatResponse response = answer(
                    server,
                    ProviderType.BEDROCK,
                    new ToolLimits(2, Duration.ofSeconds(30), 50_000, 32, false, Duration.ofMinutes(10)));

            assertThat(response.content()).isEqualTo("Enough.");
            assertThat(server.requests().get(1).body())
                    .contains(quoted("'toolConfig':{'tools':[{'toolSpec':{'name':'none',"));
        }
    }
}
