package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolException;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The examples of docs/tools.md. */
class ToolsTests {

    @AutoClose("shutdownNow")
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(executor);

    private final ScriptedProvider openai = ScriptedProvider.named("openai");

    private final LocalTool weather =
            LocalTool.of("weather", "Tells the weather of a city", """
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""", (arguments, context) -> forecast(arguments));

    private static String forecast(String arguments) {
        if (!arguments.contains("Bern")) {
            throw new ToolException("There is no forecast for this city.");
        }
        return "Rain in Bern";
    }

    private ChatProvider provider() {
        ChatProvider provider = Pipeline.of(openai, threads)
                .timeouts(Timeouts.DEFAULTS)
                .retry(RetryPolicy.DEFAULTS)
                .loop(model -> new ToolLoopProvider(model, List.of(weather), ToolLimits.DEFAULTS, threads))
                .build();
        return provider;
    }

    @Test
    void aModelCallsATool() throws Exception {
        openai.toolCall("weather", "{\"city\":\"Bern\"}").then().answer("It rains.");
        ChatProvider provider = provider();

        ChatResponse response = WholeAnswer.await(provider, ChatRequest.of("Do I need an umbrella in Bern?"));

        assertThat(response.content()).isEqualTo("It rains.");
        assertThat(openai.requests().get(1).messages())
                .last()
                .isEqualTo(Message.toolResult("call-1", "weather", "Rain in Bern"));
    }

    @Test
    void aConversationGoesOnWithAllMessages() throws Exception {
        openai.toolCall("weather", "{\"city\":\"Bern\"}").then().answer("It rains.");
        ChatProvider provider = provider();

        List<Message> conversation = new ArrayList<>();
        conversation.add(Message.user("Do I need an umbrella in Bern?"));
        ChatResponse response = WholeAnswer.await(
                provider, ChatRequest.builder().messages(conversation).build());
        conversation.addAll(response.messages());

        assertThat(conversation).hasSize(4);
    }

    @Test
    void aToolKnowsWhoAsks() throws Exception {
        openai.toolCall("orders", "{}").then().answer("None.");
        LocalTool orders = LocalTool.of(Tool.of("orders", "Lists the user's orders"), (arguments, context) -> {
            String user = context.attribute("user", String.class);
            return "orders of " + user;
        });
        ChatProvider provider = new ToolLoopProvider(openai, List.of(orders), ToolLimits.DEFAULTS, threads);
        ChatRequest question = ChatRequest.builder()
                .prompt("What have I ordered?")
                .attribute("user", "ada")
                .build();

        WholeAnswer.await(provider, question);
        assertThat(openai.requests().get(1).messages())
                .last()
                .isEqualTo(Message.toolResult("call-1", "orders", "orders of ada"));
    }

    @Test
    void theFrontEndAnswersItsOwnTools() throws Exception {
        openai.toolCall("position", "{}");
        ChatProvider provider = provider();

        ChatRequest request = ChatRequest.builder()
                .prompt("How is the weather here?")
                .tool(Tool.of("position", "Tells where the user is"))
                .build();
        ChatResponse response = WholeAnswer.await(provider, request);

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        openai.reset().answer("It rains.");
        ChatRequest next = request.toBuilder()
                .messages(response.messages())
                .message(Message.toolResult(response.toolCalls().get(0).id(), "position", "Bern"))
                .build();
        assertThat(WholeAnswer.await(provider, next).content()).isEqualTo("It rains.");
    }

    @Test
    void limitsAndParts() throws Exception {
        openai.toolCall("chart", "{}").then().answer("Up.");
        ToolLimits limits = ToolLimits.DEFAULTS
                .withMaxSteps(4)
                .withTimeout(Duration.ofSeconds(5))
                .withEndOnFailure(true);
        LocalTool chart = LocalTool.ofParts(
                Tool.of("chart", "Shows the sales of this year"),
                (arguments, context) -> List.of(new Part.Text("Sales, by month: 1, 2, 3")));

        ChatProvider provider = new ToolLoopProvider(openai, List.of(chart), limits, threads);
        assertThat(WholeAnswer.await(provider, ChatRequest.of("How are sales?")).content())
                .isEqualTo("Up.");
    }
}
