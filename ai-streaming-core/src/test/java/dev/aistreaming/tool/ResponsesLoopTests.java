package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The tool loop over HTTP in OpenAI's responses: reasoning goes back, and results in the order of the calls. */
class ResponsesLoopTests {

    private static final String FIRST = events(
            "{'type':'response.created','response':{'id':'resp_1','model':'gpt-test','status':'in_progress'}}",
            "{'type':'response.output_item.done','output_index':0,'item':{'id':'rs_1','type':'reasoning','summary':[],"
                    + "'encrypted_content':'secret'}}",
            "{'type':'response.output_item.done','output_index':1,'item':{'id':'fc_1','type':'function_call','call_id':'c1',"
                    + "'name':'slow','arguments':'{}'}}",
            "{'type':'response.output_item.done','output_index':2,'item':{'id':'fc_2','type':'function_call','call_id':'c2',"
                    + "'name':'fast','arguments':'{}'}}",
            "{'type':'response.completed','response':{'status':'completed','usage':{'input_tokens':10,'output_tokens':5}}}");
    private static final String SECOND = events(
            "{'type':'response.output_text.delta','output_index':0,'delta':'Done.'}",
            "{'type':'response.completed','response':{'status':'completed','usage':{'input_tokens':20,'output_tokens':2}}}");

    @AutoClose("shutdownNow")
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(executor);

    @AutoClose
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    private static String events(String... events) {
        StringBuilder stream = new StringBuilder();
        for (String event : events) {
            stream.append("data: ").append(event.replace('\'', '"')).append("\n\n");
        }
        return stream.toString();
    }

    @Test
    void sendsReasoningCallsAndResultsBackInTheirOrder() {
        Queue<String> answers = new ArrayDeque<>(List.of(FIRST, SECOND));
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(answers.remove());
            connection.end();
        })) {
            HttpChatProvider provider = new HttpChatProvider(
                    ProviderSettings.of("responses", ProviderType.OPENAI_RESPONSES)
                            .withBaseUrl(server.url())
                            .withModel("gpt-test"),
                    transport);
            CountDownLatch fastIsDone = new CountDownLatch(1);
            LocalTool slow = LocalTool.of(Tool.of("slow", null), (arguments, context) -> {
                fastIsDone.await();
                return "tortoise";
            });
            LocalTool fast = LocalTool.of(Tool.of("fast", null), (arguments, context) -> {
                fastIsDone.countDown();
                return "hare";
            });
            RecordingListener listener = new RecordingListener();
            new ToolLoopProvider(provider, List.of(slow, fast), ToolLimits.DEFAULTS, threads)
                    .newCall(ChatRequest.of("Who wins?"))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("Done.");
            assertThat(listener.response().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(listener.response().usage().inputTokens()).isEqualTo(30);
            List<ScriptedConnection.Request> requests = server.requests();
            assertThat(requests).hasSize(2);
            assertThat(requests.get(1).body().replace('"', '\''))
                    .contains("'input':[{'role':'user','content':'Who wins?'},"
                            + "{'id':'rs_1','type':'reasoning','summary':[],'encrypted_content':'secret'},"
                            + "{'type':'function_call','call_id':'c1','name':'slow','arguments':'{}','id':'fc_1'},"
                            + "{'type':'function_call','call_id':'c2','name':'fast','arguments':'{}','id':'fc_2'},"
                            + "{'type':'function_call_output','call_id':'c1','output':'tortoise'},"
                            + "{'type':'function_call_output','call_id':'c2','output':'hare'}]");
        }
    }
}
