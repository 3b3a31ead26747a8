package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tools with providers whose own words go back with a turn, over the wire. Quotes of answers are single ones here. */
class ToolLoopOverHttpTests {

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

    private ChatResponse answer(ScriptedServer server, ProviderType type) {
        ProviderSettings settings =
                ProviderSettings.of("main", type).withBaseUrl(server.url()).withModel("m-1");
        RecordingListener listener = new RecordingListener();
        new ToolLoopProvider(
                        new HttpChatProvider(settings, transport), List.of(time, weather), ToolLimits.DEFAULTS, threads)
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);
        return listener.response();
    }

    /** A server that plays one of these after the other. */
    private static ScriptedServer playing(String... bodies) {
        AtomicInteger asked = new AtomicInteger();
        return new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(bodies[asked.getAndIncrement()].replace('\'', '"'));
            connection.end();
        });
    }

    @Test
    void sendsGeminiItsSignatureAndTheResultsInTheirOrder() {
        try (ScriptedServer server = playing(
                "data: {'candidates':[{'content':{'parts':[{'functionCall':{'name':'time','args':{}},"
                        + "'thoughtSignature':'c2ln'},{'functionCall':{'name':'weather','args':{}}},"
                        + "{'text':'','thoughtSignature':'ZW5k'}]},'finishReason':'STOP'}]}\r\n\r\n",
                "data: {'candidates':[{'content':{'parts':[{'text':'Done.'}]},'finishReason':'STOP'}]}\r\n\r\n")) {
            ChatResponse response = answer(server, ProviderType.GEMINI);

            assertThat(response.content()).isEqualTo("Done.");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).body())
                    .contains(
                            "{'role':'model','parts':[{'functionCall':{'name':'time','args':{}},'thoughtSignature':'c2ln'},"
                                            .concat(
                                                    "{'functionCall':{'name':'weather','args':{}}},{'text':'','thoughtSignature':'ZW5k'}]},")
                                            .replace('\'', '"')
                                    + "{'role':'user','parts':[{'functionResponse':{'name':'time','response':{'result':'noon'}}},"
                                            .concat(
                                                    "{'functionResponse':{'name':'weather','response':{'sky':'blue'}}}]}]")
                                            .replace('\'', '"'));
        }
    }

    @Test
    void sendsCohereAMessagePerResultInTheirOrder() {
        String start = "data: {'type':'tool-call-start','index':%d,'delta':{'message':{'tool_calls':{'id':'%s_1',"
                + "'type':'function','function':{'name':'%s','arguments':''}}}}}\n\n";
        try (ScriptedServer server = playing(
                "data: {'type':'message-start','id':'a'}\n\n" + start.formatted(0, "time", "time")
                        + start.formatted(1, "weather", "weather")
                        + "data: {'type':'message-end','delta':{'finish_reason':'TOOL_CALL'}}\n\ndata: [DONE]\n\n",
                "data: {'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'Done.'}}}}\n\n"
                        + "data: {'type':'message-end','delta':{'finish_reason':'COMPLETE'}}\n\ndata: [DONE]\n\n")) {
            ChatResponse response = answer(server, ProviderType.COHERE);

            assertThat(response.content()).isEqualTo("Done.");
            assertThat(server.requests().get(1).body())
                    .contains(
                            "{'role':'assistant','tool_calls':["
                                    .concat(
                                            "{'id':'time_1','type':'function','function':{'name':'time','arguments':'{}'}},")
                                    .concat(
                                            "{'id':'weather_1','type':'function','function':{'name':'weather','arguments':'{}'}}]},")
                                    .replace('\'', '"'),
                            "{'role':'tool','tool_call_id':'time_1','content':'noon'},{'role':'tool','tool_call_id':'weather_1'"
                                    .replace('\'', '"'));
        }
    }
}
