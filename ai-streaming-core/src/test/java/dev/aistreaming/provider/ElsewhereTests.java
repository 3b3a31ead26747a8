package dev.aistreaming.provider;

import static dev.aistreaming.provider.ToolWire.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A conversation that was begun with one provider goes on with another: what the first wants back for itself stays out, and ids of
 * calls get the form that the second takes.
 */
class ElsewhereTests {

    /** Stands in all that must not go elsewhere. */
    private static final String SECRET = "c2VjcmV0";

    /** Ids that some refuse: for their characters, and for their length. */
    private static final List<ToolCall> CALLS = List.of(
            new ToolCall("functions.time:0", "time", "{}"),
            new ToolCall("w".repeat(70), "weather", "{\"city\":\"Rome\"}"));

    private static Stream<Arguments> orderedPairs() {
        return Arrays.stream(ProviderType.values())
                .flatMap(first -> Arrays.stream(ProviderType.values())
                        .filter(second -> second != first)
                        .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("orderedPairs")
    void keepsTheStateOfTheFirstProviderFromTheSecond(ProviderType first, ProviderType second) {
        Message turn = turn(first);
        assertThat(turn.parts().stream().filter(Part.ProviderState.class::isInstance))
                .isNotEmpty();
        Map<String, Object> sent = RequestBodies.of(second, conversation(turn));
        assertThat(String.valueOf(sent)).doesNotContain(SECRET).contains("noon", "hot", "And tomorrow?");
    }

    @ParameterizedTest
    @MethodSource("orderedPairs")
    void givesCallsAndResultsTheSameIdsInTheFormOfTheSecondProvider(ProviderType first, ProviderType second) {
        Map<String, Object> sent = RequestBodies.of(second, conversation(turn(first)));
        List<String> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        collectIds(sent, calls, results);
        assertThat(calls).isEqualTo(results);
        if (hasIds(second)) {
            assertThat(calls).hasSize(CALLS.size()).doesNotHaveDuplicates().allMatch(id -> id.matches(idForm(second)));
        }
    }

    /** The proof that the state is one that the first provider would have got. */
    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"ANTHROPIC", "OPENAI_RESPONSES", "DEEPSEEK", "OPENROUTER", "XAI", "VLLM", "GEMINI"})
    void sendsTheStateBackToTheFirstProvider(ProviderType first) {
        assertThat(String.valueOf(RequestBodies.of(first, conversation(turn(first)))))
                .contains(SECRET);
    }

    /** The same server by another type is another provider, which is on the safe side. */
    @Test
    void takesNoStateOfTheSameServerByAnotherType() {
        ProviderSettings deepSeek = RequestBodies.at("https://api.deepseek.com");
        assertThat(String.valueOf(RequestBodies.of(deepSeek, conversation(turn(ProviderType.DEEPSEEK)))))
                .doesNotContain(SECRET);
    }

    private static ChatRequest.Builder conversation(Message turn) {
        List<Part.ToolUse> calls = turn.parts().stream()
                .filter(Part.ToolUse.class::isInstance)
                .map(Part.ToolUse.class::cast)
                .toList();
        return ChatRequest.builder()
                .prompt("Now?")
                .message(turn)
                .message(Message.toolResult(
                        Part.ToolResult.of(calls.get(0).id(), calls.get(0).name(), "noon"),
                        Part.ToolResult.of(calls.get(1).id(), calls.get(1).name(), "hot")))
                .message(Message.assistant(new Part.Text("It is noon.")))
                .message(Message.user("And tomorrow?"));
    }

    /** A turn with calls and with state: as the provider's answer gives it or, where none is kept, as somebody might write it. */
    private static Message turn(ProviderType type) {
        String body = answer(type);
        if (body != null) {
            Message turn = new MappingFixture(type).play(body).answer().toMessage();
            if (turn.parts().stream().anyMatch(Part.ProviderState.class::isInstance)) {
                return turn;
            }
        }
        return Message.assistant(
                CALLS.get(0).toPart(),
                CALLS.get(1).toPart(),
                new Part.ProviderState(type.typeName(), "{\"reasoning\":\"" + SECRET + "\"}"));
    }

    /** {@code null} where the provider keeps nothing. */
    private static @Nullable String answer(ProviderType type) {
        WireProtocol protocol = type.protocol();
        if (protocol instanceof AnthropicProtocol) {
            String block = "{'type':'thinking','thinking':'" + SECRET + "','signature':'" + SECRET + "'}";
            String thought = event("{'type':'content_block_start','index':0,'content_block':" + block + "}")
                    + event("{'type':'content_block_stop','index':0}");
            return ToolWire.calls(type, "tool_use", thought, CALLS.toArray(ToolCall[]::new));
        }
        if (protocol instanceof OpenAiProtocol || protocol instanceof AzureOpenAiProtocol) {
            String thought = "{'reasoning_content':'" + SECRET
                    + "','reasoning_details':[{'type':'reasoning.encrypted','data':'" + SECRET + "'}]}";
            return ToolWire.calls(
                    type,
                    "tool_calls",
                    event("{'choices':[{'index':0,'delta':" + thought + "}]}"),
                    CALLS.toArray(ToolCall[]::new));
        }
        if (protocol instanceof GeminiProtocol) {
            return event("{'candidates':[{'content':{'parts':[" + part(CALLS.get(0)) + "," + part(CALLS.get(1))
                    + "]},'finishReason':'STOP','index':0}]}");
        }
        if (protocol instanceof ResponsesProtocol) {
            String thought = "{'id':'rs_1','type':'reasoning','summary':[],'encrypted_content':'" + SECRET + "'}";
            return item(0, thought)
                    + item(1, item(CALLS.get(0)))
                    + item(2, item(CALLS.get(1)))
                    + event("{'type':'response.completed','response':{'status':'completed'}}");
        }
        return null;
    }

    private static String part(ToolCall call) {
        return "{'functionCall':{'id':'" + call.id() + "','name':'" + call.name() + "','args':" + call.arguments()
                + "},'thoughtSignature':'" + SECRET + "'}";
    }

    private static String item(ToolCall call) {
        return "{'id':'fc_" + SECRET + "','type':'function_call','call_id':'" + call.id() + "','name':'" + call.name()
                + "','arguments':'" + call.arguments().replace("\"", "\\\"") + "'}";
    }

    private static String item(int index, String item) {
        return event("{'type':'response.output_item.done','output_index':" + index + ",'item':" + item + "}");
    }

    /** Ollama's protocol names the tool instead. */
    private static boolean hasIds(ProviderType type) {
        return !type.typeName().equals("ollama");
    }

    private static String idForm(ProviderType type) {
        return switch (type.typeName()) {
            case "mistral" -> "[a-zA-Z0-9]{9}";
            case "anthropic" -> "[a-zA-Z0-9_-]+";
            case "bedrock" -> "[a-zA-Z0-9_.:-]{1,64}";
            case "openai-responses" -> ".{1,64}";
            default -> ".+";
        };
    }

    /** At whatever depth a protocol has them. */
    private static void collectIds(Object sent, List<String> calls, List<String> results) {
        if (sent instanceof List<?> all) {
            all.forEach(each -> collectIds(each, calls, results));
        } else if (sent instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                switch (String.valueOf(name)) {
                    case "tool_calls" -> RecordedLoop.list(value).forEach(call -> add(call, "id", calls));
                    case "functionCall" -> add(value, "id", calls);
                    case "functionResponse" -> add(value, "id", results);
                    case "toolUse" -> add(value, "toolUseId", calls);
                    case "toolResult" -> add(value, "toolUseId", results);
                    case "tool_call_id", "tool_use_id" -> add(members, name, results);
                    default -> {
                        if (value != null) {
                            collectIds(value, calls, results);
                        }
                    }
                }
            });
            switch (String.valueOf(members.get("type"))) {
                case "tool_use" -> add(members, "id", calls);
                case "function_call" -> add(members, "call_id", calls);
                case "function_call_output" -> add(members, "call_id", results);
                default -> {}
            }
        }
    }

    private static void add(@Nullable Object holder, Object name, List<String> ids) {
        Object id = RecordedLoop.map(holder).get(String.valueOf(name));
        if (id != null) {
            ids.add(String.valueOf(id));
        }
    }
}
