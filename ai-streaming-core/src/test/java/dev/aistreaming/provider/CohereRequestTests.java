package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to Cohere. */
class CohereRequestTests {

    private static final ProviderSettings COHERE = RequestBodies.settings(ProviderType.COHERE);
    private static final Tool TIME = Tool.of("time", "Tells the time");

    private static ChatRequest.Builder ask() {
        return ChatRequest.builder().prompt("Hi");
    }

    private static Map<String, Object> body(ChatRequest.Builder request) {
        return RequestBodies.of(COHERE, request);
    }

    @Test
    void sendsNothingThatWasNotSet() {
        assertThat(body(ask()))
                .isEqualTo(JsonTree.object(
                        "expected",
                        "{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true}"));
        assertThat(ProviderType.COHERE
                        .protocol()
                        .post(ask().model("m-1").build(), COHERE)
                        .uri())
                .isEqualTo(URI.create("https://api.cohere.com/v2/chat"));
    }

    @Test
    void sendsAllThatWasSetByItsOwnNames() {
        Map<String, Object> body = body(ask().system("Be brief.")
                .temperature(0.5)
                .topP(0.9)
                .maxTokens(100)
                .stop("END")
                .seed(7L)
                .option("k", 40));
        assertMember(body, "messages", "[{'role':'system','content':'Be brief.'},{'role':'user','content':'Hi'}]");
        assertThat(body)
                .containsKeys("model", "stream", "max_tokens", "temperature", "p", "stop_sequences", "seed", "k")
                .doesNotContainKeys("top_p", "stop", "stream_options");
    }

    @Test
    void refusesMoreStopSequencesThanItTakes() {
        assertRefused(COHERE, ask().stop("1", "2", "3", "4", "5", "6"), "stop", "5");
    }

    // ---- tools

    @Test
    void declaresToolsAsFunctions() {
        Map<String, Object> body = body(ask().tool(TIME).toolChoice(ToolChoice.AUTO));
        assertMember(
                body,
                "tools",
                "[{'type':'function','function':{'name':'time','description':'Tells the time','parameters':"
                        + "{'type':'object','properties':{}}}}]");
        assertThat(body).doesNotContainKeys("tool_choice", "parallel_tool_calls");
    }

    @ParameterizedTest
    @CsvSource({"NONE", "REQUIRED"})
    void saysWhoChoosesInCapitals(ToolChoice.Kind kind) {
        assertThat(body(ask().tool(TIME).toolChoice(new ToolChoice(kind, null))))
                .containsEntry("tool_choice", kind.name());
    }

    @Test
    void refusesWhatItCannotBeTold() {
        assertRefused(COHERE, ask().tool(TIME).toolChoice(ToolChoice.tool("time")), "toolChoice", "REQUIRED");
        assertRefused(COHERE, ask().tool(TIME).parallelToolCalls(false), "parallelToolCalls");
        assertRefused(COHERE, ask().tool(TIME).output(Output.JSON), "output beside tools");
    }

    @Test
    void sendsCallsWithoutContentAndAMessagePerResult() {
        assertMember(
                body(ask().message(Message.assistant(
                                new Part.ToolUse("t_1", "time", ""),
                                new Part.ToolUse("w_1", "weather", "{\"city\":\"Rome\"}")))
                        .message(Message.toolResult(
                                Part.ToolResult.of("t_1", "time", "noon"),
                                Part.ToolResult.failed("w_1", "weather", "no such city")))),
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','tool_calls':["
                        + "{'id':'t_1','type':'function','function':{'name':'time','arguments':'{}'}},"
                        + "{'id':'w_1','type':'function','function':{'name':'weather','arguments':'{\\\"city\\\":\\\"Rome\\\"}'}}]},"
                        + "{'role':'tool','tool_call_id':'t_1','content':'noon'},"
                        + "{'role':'tool','tool_call_id':'w_1','content':'Error: no such city'}]");
    }

    // ---- media, output and reasoning

    @Test
    void sendsImagesAndRefusesDocumentsAndSounds() {
        assertThat(String.valueOf(body(ChatRequest.builder()
                        .message(Message.user(
                                new Part.Text("What?"),
                                new Part.Image(Media.bytes(new byte[] {1, 2, 3}, "image/png"), "low"))))))
                .contains("{type=image_url, image_url={url=data:image/png;base64,AQID, detail=low}}");
        Media pdf = Media.bytes(new byte[] {1}, "application/pdf");
        assertRefused(COHERE, ChatRequest.builder().message(Message.user(new Part.File(pdf))), "a file");
        Media wav = Media.bytes(new byte[] {1}, "audio/wav");
        assertRefused(COHERE, ChatRequest.builder().message(Message.user(new Part.Audio(wav))), "audio");
    }

    @Test
    void asksForJson() {
        assertMember(body(ask().output(Output.JSON)), "response_format", "{'type':'json_object'}");
        assertMember(
                body(ask().output(Output.schema("a", "{\"type\":\"object\",\"required\":[]}"))),
                "response_format",
                "{'type':'json_object','json_schema':{'type':'object','required':[]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, '{''type'':''disabled''}'",
        "LOW, '{''type'':''enabled'',''token_budget'':2048}'",
        "HIGH, '{''type'':''enabled''}'",
        "MAX, '{''type'':''enabled''}'",
        "777, '{''type'':''enabled'',''token_budget'':777}'"
    })
    void saysHowMuchToThink(String effort, String expected) {
        ReasoningEffort asked = Character.isDigit(effort.charAt(0))
                ? ReasoningEffort.budget(Integer.parseInt(effort))
                : new ReasoningEffort(ReasoningEffort.Level.valueOf(effort), null);
        assertMember(body(ask().reasoning(asked)), "thinking", expected);
    }
}
