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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent of how much to think, and of what to keep of the prompt. */
class ReasoningRequestTests {

    private static ChatRequest.Builder ask() {
        return ChatRequest.builder().prompt("Hi");
    }

    private static ReasoningEffort effort(String level) {
        return level.matches("\\d+")
                ? ReasoningEffort.budget(Integer.parseInt(level))
                : new ReasoningEffort(ReasoningEffort.Level.valueOf(level), null);
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void sendsNothingWhereNothingIsSet(ProviderType type) {
        assertThat(RequestBodies.of(type, ask()))
                .doesNotContainKeys(
                        "reasoning_effort",
                        "reasoning",
                        "thinking",
                        "output_config",
                        "cache_control",
                        "prompt_cache_key",
                        "response_format",
                        "tools");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, OFF, none",
        "https://api.openai.com/v1, MINIMAL, minimal",
        "https://api.openai.com/v1, MAX, max",
        "https://api.openai.com/v1, 1024, minimal",
        "https://api.openai.com/v1, 2000, low",
        "https://api.openai.com/v1, 10000, medium",
        "https://api.openai.com/v1, 16000, high",
        "https://api.openai.com/v1, 50000, max",
        "http://localhost:11434/v1, OFF, none",
        "http://localhost:11434/v1, MINIMAL, low",
        "http://localhost:11434/v1, MEDIUM, medium",
        "http://localhost:11434/v1, MAX, high",
        "https://api.deepseek.com, LOW, high",
        "https://api.deepseek.com, MAX, max"
    })
    void sendsTheLevelThatComesClosest(String url, String level, String expected) {
        assertThat(RequestBodies.of(RequestBodies.at(url), ask().reasoning(effort(level))))
                .containsEntry("reasoning_effort", expected);
    }

    @ParameterizedTest
    @CsvSource({"GROQ, OFF, none", "GROQ, MAX, high", "MISTRAL, OFF, none", "MISTRAL, LOW, high"})
    void sendsGroqAndMistralTheLevelsTheyKnow(ProviderType type, String level, String expected) {
        assertThat(RequestBodies.of(type, ask().reasoning(effort(level)))).containsEntry("reasoning_effort", expected);
    }

    @Test
    void tellsDeepSeekNotToThink() {
        Map<String, Object> body =
                RequestBodies.of(RequestBodies.at("https://api.deepseek.com"), ask().reasoning(ReasoningEffort.OFF));
        assertMember(body, "thinking", "{'type':'disabled'}");
        assertThat(body).doesNotContainKey("reasoning_effort");
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, '{\"effort\":\"none\"}'",
        "LOW, '{\"effort\":\"low\"}'",
        "MAX, '{\"effort\":\"xhigh\"}'",
        "3000, '{\"max_tokens\":3000}'"
    })
    void sendsOpenRouterLevelsAndBudgets(String level, String expected) {
        assertMember(
                RequestBodies.of(RequestBodies.at("https://openrouter.ai/api/v1"), ask().reasoning(effort(level))),
                "reasoning",
                expected);
    }

    // ---- Anthropic

    @Test
    void sendsAnthropicALevelBesideTheFormat() {
        Map<String, Object> body = RequestBodies.of(
                ProviderType.ANTHROPIC,
                ask().reasoning(ReasoningEffort.MAX).output(Output.schema("a", "{\"type\":\"object\"}")));
        assertMember(body, "thinking", "{'type':'adaptive'}");
        assertMember(
                body,
                "output_config",
                "{'effort':'max','format':{'type':'json_schema','schema':{'type':'object','properties':{},"
                        + "'required':[],'additionalProperties':false}}}");
    }

    @ParameterizedTest
    @CsvSource({"3000, , 7096", "3000, 500, 3500", "3000, 8000, 8000", "10, 100, 1124"})
    void makesRoomForAnthropicsBudget(int budget, Integer maxTokens, String expected) {
        Map<String, Object> body = RequestBodies.of(
                ProviderType.ANTHROPIC,
                ask().reasoning(ReasoningEffort.budget(budget)).maxTokens(maxTokens));
        assertMember(body, "thinking", "{'type':'enabled','budget_tokens':" + Math.max(1024, budget) + "}");
        assertMember(body, "max_tokens", expected);
    }

    @Test
    void tellsAnthropicNotToThink() {
        Map<String, Object> body = RequestBodies.of(ProviderType.ANTHROPIC, ask().reasoning(ReasoningEffort.OFF));
        assertMember(body, "thinking", "{'type':'disabled'}");
        assertThat(body).doesNotContainKey("output_config");
    }

    @Test
    void refusesForAnthropicABudgetBesideAForcedCall() {
        ChatRequest.Builder request = ask().tool(Tool.of("time", null)).toolChoice(ToolChoice.REQUIRED);
        assertRefused(
                ProviderType.ANTHROPIC, request.reasoning(ReasoningEffort.budget(2000)), "reasoning budget", "level");
        assertThat(RequestBodies.of(ProviderType.ANTHROPIC, request.reasoning(ReasoningEffort.LOW)))
                .containsKey("thinking");
    }

    // ---- the prompt

    @Test
    void asksAnthropicToKeepThePrompt() {
        assertMember(
                RequestBodies.of(ProviderType.ANTHROPIC, ask().cachePrompt(true)),
                "cache_control",
                "{'type':'ephemeral'}");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "MISTRAL"})
    void sendsTheSameKeyAsLongAsAConversationGrows(ProviderType type) {
        Object key = RequestBodies.of(type, ask().cachePrompt(true)).get("prompt_cache_key");
        Object grown = RequestBodies.of(
                        type,
                        ask().message(Message.assistant("Hello")).prompt("Bye").cachePrompt(true))
                .get("prompt_cache_key");
        Object other = RequestBodies.of(type, ChatRequest.builder().prompt("Ho").cachePrompt(true))
                .get("prompt_cache_key");
        assertThat(key).isEqualTo(grown).isNotEqualTo(other);
        assertThat(String.valueOf(key)).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void asksForNothingWhereThePromptIsNotToBeKept(ProviderType type) {
        assertThat(RequestBodies.of(type, ask().cachePrompt(false))).isEqualTo(RequestBodies.of(type, ask()));
        assertThat(RequestBodies.of(ProviderType.GROQ, ask().cachePrompt(true)))
                .isEqualTo(RequestBodies.of(ProviderType.GROQ, ask()));
    }

    @Test
    void marksWhatAnthropicsModelsBehindOpenRouterKeep() {
        ProviderSettings openRouter = RequestBodies.at("https://openrouter.ai/api/v1");
        ChatRequest.Builder request = ChatRequest.builder()
                .system("Be brief.")
                .prompt("Hi")
                .message(Message.assistant("Hello"))
                .message(Message.user(
                        new Part.Text("Look:"), new Part.Image(Media.url("https://example.com/a.png"), null)))
                .cachePrompt(true);
        String mark = ",'cache_control':{'type':'ephemeral'}}";
        assertMember(
                body(openRouter, request, "anthropic/claude-haiku-4.5"),
                "messages",
                "[{'role':'system','content':[{'type':'text','text':'Be brief.'" + mark + "]},"
                        + "{'role':'user','content':'Hi'},{'role':'assistant','content':'Hello'},"
                        + "{'role':'user','content':[{'type':'text','text':'Look:'" + mark
                        + ",{'type':'image_url','image_url':{'url':'https://example.com/a.png'}}]}]");
        assertThat(String.valueOf(body(openRouter, request, "openai/gpt-5.2"))).doesNotContain("cache");
        assertThat(String.valueOf(body(openRouter, request.cachePrompt(null), "anthropic/claude-haiku-4.5")))
                .doesNotContain("cache");
    }

    private static Map<String, Object> body(ProviderSettings settings, ChatRequest.Builder request, String model) {
        byte[] body = settings.type()
                .protocol()
                .post(request.model(model).build(), settings)
                .body();
        return JsonTree.object("body", new String(body, StandardCharsets.UTF_8));
    }
}
