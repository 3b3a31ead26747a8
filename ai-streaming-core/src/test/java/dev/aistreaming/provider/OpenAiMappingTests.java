package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamEvent.Content;
import dev.aistreaming.chat.StreamEvent.Finished;
import dev.aistreaming.chat.StreamEvent.Reasoning;
import dev.aistreaming.chat.StreamEvent.Started;
import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of OpenAI and of the many that speak like it. */
class OpenAiMappingTests {

    private static final String DONE = "[DONE]";
    private static final String STOP = finish("stop");

    private final MappingFixture openAi = new MappingFixture(ProviderType.OPENAI);

    /** A chunk of one choice with this delta. */
    private static String chunk(String delta) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}],"
                + "\"usage\":null}";
    }

    private static String text(String text) {
        return chunk("{\"content\":\"" + text + "\"}");
    }

    private static String finish(String reason) {
        return "{\"id\":\"chatcmpl-1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
                + reason + "\"}]}";
    }

    private static String usage(String usage) {
        return "{\"id\":\"chatcmpl-1\",\"choices\":[],\"usage\":" + usage + "}";
    }

    private static String toolCall(String call) {
        return chunk("{\"tool_calls\":[" + call + "]}");
    }

    /** A whole, plain answer. */
    private Outcome answerOf(String... chunks) {
        return openAi.play(data(chunks) + data(STOP, DONE));
    }

    private ChatResponse toolAnswerOf(String... calls) {
        StringBuilder stream = new StringBuilder();
        for (String call : calls) {
            stream.append(data(toolCall(call)));
        }
        return openAi.play(stream + data(finish("tool_calls"), DONE)).answer();
    }

    // ---- a good stream

    @Test
    void mapsAnAnswerToItsEvents() {
        Outcome outcome = openAi.play(data(
                chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
                text("Hel"),
                text("lo"),
                STOP,
                usage("{\"prompt_tokens\":12,\"completion_tokens\":40,\"total_tokens\":52}"),
                DONE));
        Usage usage = new Usage(12, 40, null, null, null);
        assertThat(outcome.events())
                .containsExactly(
                        new Started("chatcmpl-1", "m-1"),
                        new Content("Hel"),
                        new Content("lo"),
                        new Finished(FinishReason.STOP, usage));
        assertThat(outcome.answer())
                .isEqualTo(new ChatResponse(
                        "chatcmpl-1", "test", "m-1", "Hello", "", List.of(), FinishReason.STOP, usage));
    }

    @Test
    void keepsBlanksAndLineBreaks() {
        assertThat(answerOf(text(" a"), text("\\n\\n"), text(" "), text("b ")).content())
                .isEqualTo(" a\n\n b ");
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "length, LENGTH",
        "model_length, LENGTH",
        "tool_calls, TOOL_CALLS",
        "function_call, TOOL_CALLS",
        "content_filter, CONTENT_FILTER",
        "something_new, OTHER"
    })
    void mapsFinishReasons(String theirs, FinishReason ours) {
        assertThat(openAi.play(data(text("a"), finish(theirs), DONE)).answer().finishReason())
                .isEqualTo(ours);
    }

    @Test
    void readsTextThatComesWithTheFinishReason() {
        Outcome outcome = openAi.play(
                data("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"end\"},\"finish_reason\":\"stop\"}]}", DONE));
        assertThat(outcome.answer().content()).isEqualTo("end");
    }

    @Test
    void readsTextAfterAFinishReason() {
        assertThat(openAi.play(data(text("a"), STOP, text("b"), DONE)).answer().content())
                .isEqualTo("ab");
    }

    @Test
    void takesAFinishReasonThatIsTakenBackOrRepeatedForOne() {
        Outcome outcome = openAi.play(data(text("a"), STOP, chunk("{\"content\":\"\"}"), STOP, DONE));
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(outcome.events()).filteredOn(Finished.class::isInstance).hasSize(1);
    }

    @Test
    void takesAnEmptyFinishReasonForNone() {
        assertThat(openAi.play(data(text("a"), finish(""))).code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void readsAStreamWithTypesOfEventsToo() {
        assertThat(openAi.play("event: message\nid: 1\n" + data(text("a")) + "event: done\n" + data(STOP, DONE))
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    @Test
    void readsDocumentsThatSpanSeveralDataLines() {
        Outcome outcome = openAi.play("data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"a\"}}]}\n\n" + data(STOP));
        assertThat(outcome.answer().content()).isEqualTo("a");
    }

    // ---- gaps and strange values

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"\",\"model\":\"\",\"object\":\"\",\"choices\":[],\"prompt_filter_results\":[{\"index\":0}]}",
                "{\"choices\":[]}",
                "{\"choices\":null}",
                "{\"choices\":{}}",
                "{\"choices\":[null,7,\"x\"]}",
                "{\"choices\":[{}]}",
                "{\"choices\":[{\"index\":0}]}",
                "{\"choices\":[{\"index\":null,\"delta\":null,\"finish_reason\":null}]}",
                "{\"choices\":[{\"delta\":[]}]}",
                "{\"choices\":[{\"delta\":{}}]}",
                "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":null,\"refusal\":null}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"\",\"reasoning_content\":\"\",\"refusal\":\"\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":{}}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":{}}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[null]}}]}",
                "{\"choices\":[],\"moderation\":{\"flagged\":false}}",
                "{\"choices\":[],\"usage\":null,\"x_groq\":null}",
                "{\"choices\":[],\"usage\":[],\"x_groq\":[]}",
                "{\"choices\":[],\"error\":null,\"message\":null,\"detail\":null}",
                "{\"choices\":[],\"error\":\"\"}",
                "{\"choices\":[],\"error\":false}",
                "{\"choices\":[],\"timings\":{\"a\":[1,{\"b\":2}]},\"latency_checkpoint\":{},\"p\":\"abc\"}"
            })
    void findsNothingInChunksThatSayNothing(String chunk) {
        Outcome outcome = openAi.play(data(text("a"), chunk, text("b"), STOP, chunk, DONE));
        assertThat(outcome.events())
                .containsExactly(
                        new Started("chatcmpl-1", "m-1"),
                        new Content("a"),
                        new Content("b"),
                        new Finished(FinishReason.STOP, Usage.UNKNOWN));
    }

    @Test
    void readsContentWithoutAnIndex() {
        assertThat(answerOf("{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}").content())
                .isEqualTo("a");
    }

    @Test
    void readsContentThatIsAnArrayOfTexts() {
        assertThat(answerOf(
                                chunk(
                                        "{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}"))
                        .content())
                .isEqualTo("ab");
    }

    @Test
    void ignoresObfuscation() {
        assertThat(answerOf("{\"obfuscation\":\"aZ9\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\","
                                + "\"obfuscation\":\"xx\"}}]}")
                        .content())
                .isEqualTo("a");
    }

    @Test
    void ignoresPaddingAfterADocument() {
        assertThat(openAi.play("data:  " + text("a") + "      \n\n" + data(STOP, DONE))
                        .content())
                .isEqualTo("a");
    }

    @Test
    void takesTheFirstIdAndModelThatAreNotEmpty() {
        ChatResponse answer = openAi.play(data(
                        "{\"id\":\"\",\"model\":\"\",\"choices\":[]}",
                        "{\"id\":\"first\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                        "{\"id\":\"second\",\"model\":\"late\",\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                        STOP,
                        DONE))
                .answer();
        assertThat(answer.id()).isEqualTo("first");
        assertThat(answer.model()).isEqualTo("late");
    }

    @Test
    void startsWithTheFirstTextWhereNoIdEverComes() {
        Outcome outcome = openAi.play(data("{\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}", DONE));
        assertThat(outcome.events()).startsWith(new Started(null, "m"), new Content("a"));
        assertThat(outcome.answer().id()).isNull();
    }

    @Test
    void takesEveryChoiceForTheAnswerWhateverItsIndex() {
        Outcome outcome = openAi.play(data(
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{\"role\":\"assistant\",\"content\":\"b\"}},"
                        + "{\"index\":1,\"delta\":{\"content\":\"c\"}}]}",
                "{\"choices\":[{\"index\":\"2\",\"delta\":{\"content\":\"d\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"e\"}}]}",
                "{\"choices\":[{\"index\":4000,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":\"length\"}]}",
                DONE));
        assertThat(outcome.answer().content()).isEqualTo("abcde");
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void doesNotMixInAnAnswerThatIsOpenedBesideTheFirst() {
        Outcome outcome = openAi.play(data(
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"y\"}}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"no\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"es\"},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}]}",
                DONE));
        assertThat(outcome.answer().content()).isEqualTo("yes");
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void doesNotAddTextThatOthersRepeatBesideTheDelta() {
        // Together
        assertThat(answerOf("{\"choices\":[{\"index\":0,\"text\":\"a\",\"delta\":{\"content\":\"a\"}}]}")
                        .content())
                .isEqualTo("a");
    }

    @Test
    void takesTheDeltaWhereAMessageRepeatsAllSoFar() {
        // Perplexity
        Outcome outcome = openAi.play(data(
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"delta\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"},\"message\":{\"content\":\"ab\"},"
                        + "\"finish_reason\":\"stop\"}]}"));
        assertThat(outcome.answer().content()).isEqualTo("ab");
    }

    @Test
    void joinsAnEmojiThatTwoChunksCutInTheMiddle() {
        Outcome outcome = answerOf(text("a\\ud83d"), text("\\ude00b"));
        assertThat(outcome.events()).contains(new Content("a"), new Content("\uD83D\uDE00b"));
        assertThat(outcome.answer().content()).isEqualTo("a\uD83D\uDE00b");
    }

    @Test
    void replacesHalfAnEmojiThatIsNeverCompleted() {
        Outcome outcome = answerOf(text("a\\ud83d"));
        assertThat(outcome.content()).isEqualTo("a\uFFFD");
        assertThat(outcome.answer().content()).isEqualTo("a\uFFFD");
    }

    // ---- refusals and reasoning

    @Test
    void showsARefusalAsContent() {
        Outcome outcome = answerOf(chunk("{\"content\":null,\"refusal\":\"I can\"}"), chunk("{\"refusal\":\"not.\"}"));
        assertThat(outcome.content()).isEqualTo("I cannot.");
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning", "reasoning_content"})
    void readsReasoningByEitherName(String name) {
        Outcome outcome = answerOf(
                chunk("{\"" + name + "\":\"hm\",\"content\":null}"),
                chunk("{\"" + name + "\":null,\"content\":\"a\"}"));
        assertThat(outcome.events())
                .containsExactly(
                        new Started("chatcmpl-1", "m-1"),
                        new Reasoning("hm"),
                        new Content("a"),
                        new Finished(FinishReason.STOP, Usage.UNKNOWN));
        assertThat(outcome.answer().reasoning()).isEqualTo("hm");
    }

    @Test
    void readsReasoningThatComesUnderTwoNamesOnce() {
        assertThat(answerOf(chunk("{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}"))
                        .reasoning())
                .isEqualTo("hm");
    }

    @Test
    void readsReasoningThatItsDetailsRepeatOnce() {
        // OpenRouter
        assertThat(answerOf(chunk("{\"content\":\"\",\"reasoning\":\"hm\",\"reasoning_details\":["
                                + "{\"type\":\"reasoning.text\",\"text\":\"hm\",\"index\":0}]}"))
                        .reasoning())
                .isEqualTo("hm");
    }

    // ---- usage

    @Test
    void readsUsageWithTheFinishReason() {
        assertThat(openAi.play(data(
                                text("a"),
                                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
                                DONE))
                        .answer()
                        .usage())
                .isEqualTo(new Usage(1, 2, null, null, null));
    }

    @Test
    void readsUsageBeforeTheText() {
        assertThat(answerOf(usage("{\"prompt_tokens\":1,\"completion_tokens\":2}"), text("a"))
                        .answer()
                        .usage())
                .isEqualTo(new Usage(1, 2, null, null, null));
    }

    @Test
    void takesTheLastUsageOfMany() {
        assertThat(answerOf(
                                usage("{\"prompt_tokens\":1,\"completion_tokens\":1}"),
                                usage("{\"prompt_tokens\":1,\"completion_tokens\":9}"))
                        .answer()
                        .usage())
                .isEqualTo(new Usage(1, 9, null, null, null));
    }

    @Test
    void keepsFieldsThatALaterUsageLeavesOut() {
        assertThat(answerOf(
                                usage("{\"prompt_tokens\":1,\"completion_tokens\":2,"
                                        + "\"prompt_tokens_details\":{\"audio_tokens\":0,\"cached_tokens\":1}}"),
                                usage(
                                        "{\"prompt_tokens\":null,\"completion_tokens\":5,\"prompt_tokens_details\":null}"))
                        .answer()
                        .usage())
                .isEqualTo(new Usage(1, 5, 1, null, null));
    }

    @Test
    void readsCachedAndReasoningTokensAsPartsOfTheWhole() {
        assertThat(answerOf(usage("{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":150,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":80},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":30,\"audio_tokens\":0}}"))
                        .answer()
                        .usage())
                .isEqualTo(new Usage(100, 50, 80, null, 30));
    }

    @Test
    void addsReasoningTokensWhereTheTotalTellsThatTheyAreBesideTheOutput() {
        // xAI
        assertThat(answerOf(usage("{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":180,"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":30}}"))
                        .answer()
                        .usage())
                .isEqualTo(new Usage(100, 80, null, null, 30));
    }

    @Test
    void aNegativeCountIsNone() {
        assertThat(answerOf(usage("{\"prompt_tokens\":-1,\"completion_tokens\":2,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":-3}}"))
                        .answer()
                        .usage())
                .isEqualTo(new Usage(null, 2, null, null, null));
    }

    @Test
    void guessesNoUsage() {
        assertThat(answerOf(text("a")).answer().usage()).isEqualTo(Usage.UNKNOWN);
    }

    // ---- tool calls

    @Test
    void putsAToolCallTogether() {
        Outcome outcome = openAi.play(data(
                toolCall("{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"),
                toolCall("{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}"),
                toolCall("{\"index\":0,\"function\":{\"arguments\":\":1}\"}}"),
                finish("tool_calls"),
                DONE));
        assertThat(outcome.events())
                .containsExactly(
                        new Started("chatcmpl-1", "m-1"),
                        new ToolCallDelta(0, "call_1", "f", ""),
                        new ToolCallDelta(0, null, null, "{\"a\""),
                        new ToolCallDelta(0, null, null, ":1}"),
                        new Finished(FinishReason.TOOL_CALLS, Usage.UNKNOWN));
        assertThat(outcome.answer().toolCalls()).containsExactly(new ToolCall("call_1", "f", "{\"a\":1}"));
    }

    @Test
    void readsAToolCallThatComesWhole() {
        assertThat(toolAnswerOf(
                                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}}")
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"x\":1}"));
    }

    @Test
    void readsSeveralToolCallsOfOneChunk() {
        assertThat(toolAnswerOf("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                                + "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}")
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{}"), new ToolCall("b", "g", "{}"));
    }

    @Test
    void readsToolCallsThatInterleave() {
        assertThat(toolAnswerOf(
                                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}",
                                "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}",
                                "{\"index\":0,\"function\":{\"arguments\":\"{\\\"f\\\":1}\"}}",
                                "{\"index\":1,\"function\":{\"arguments\":\"{\\\"g\\\":1}\"}}")
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"f\":1}"), new ToolCall("b", "g", "{\"g\":1}"));
    }

    @Test
    void takesArgumentsThatAreAnObject() {
        assertThat(toolAnswerOf("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\","
                                + "\"arguments\":{\"x\": [1, 2.50], \"y\":\"\\u20ac\"}}}")
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"x\":[1,2.50],\"y\":\"\u20AC\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"f\"}",
                "{\"name\":\"f\",\"arguments\":null}",
                "{\"name\":\"f\",\"arguments\":\"\"}",
                "{\"name\":\"f\",\"arguments\":\" \"}",
                "{\"name\":\"f\",\"arguments\":{}}"
            })
    void takesArgumentsThatNobodySentForAnEmptyObject(String function) {
        assertThat(toolAnswerOf("{\"index\":0,\"id\":\"a\",\"function\":" + function + "}")
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{}"));
    }

    @Test
    void keepsArgumentsThatTheTokenLimitCut() {
        Outcome outcome = openAi.play(data(
                toolCall("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\"}}"),
                finish("length"),
                DONE));
        assertThat(outcome.answer().toolCalls()).containsExactly(new ToolCall("a", "f", "{\"x"));
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void joinsAnEmojiThatTwoPiecesOfArgumentsCutInTheMiddle() {
        Outcome outcome = openAi.play(data(
                toolCall(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\\\"\\ud83d\"}}"),
                toolCall("{\"index\":0,\"function\":{\"arguments\":\"\\ude00\\\"}\"}}"),
                DONE));
        assertThat(outcome.events())
                .contains(
                        new ToolCallDelta(0, "a", "f", "{\"x\":\""),
                        new ToolCallDelta(0, null, null, "\uD83D\uDE00\"}"));
        assertThat(outcome.answer().toolCalls()).containsExactly(new ToolCall("a", "f", "{\"x\":\"\uD83D\uDE00\"}"));
    }

    // ---- endings

    @Test
    void isWholeWithAFinishReasonAndWithoutDone() {
        // Perplexity, GPUStack
        assertThat(openAi.play(data(text("a"), STOP)).answer().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void isWholeWithDoneAndWithoutAFinishReason() {
        // Snowflake
        assertThat(openAi.play(data(text("a"), DONE)).answer().finishReason()).isEqualTo(FinishReason.OTHER);
    }

    @Test
    void isTruncatedWithNeither() {
        Outcome outcome = openAi.play(data(text("a"), text("b")));
        assertThat(outcome.code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(outcome.content()).isEqualTo("ab");
        assertThat(outcome.events()).noneMatch(Finished.class::isInstance);
    }

    @Test
    void isTruncatedWhereTheEmptyLastChunkHidesAnError() {
        // Ollama
        assertThat(openAi.play(data(text("a"), chunk("{\"content\":\"\"}"))).code())
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void isTruncatedWhereTheChunkWithTheFinishReasonHasNoBlankLine() {
        assertThat(openAi.play(data(text("a")) + "data: " + STOP + "\n").code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void isTruncatedWhereAnEventStreamIsEmpty() {
        assertThat(openAi.play("").code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(openAi.play(": ping\n\n").code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void isWholeWithDoneThatHasNoBlankLineAfterAFinishReason() {
        // llama.cpp
        assertThat(openAi.play(data(text("a"), STOP) + "data: [DONE]").answer().content())
                .isEqualTo("a");
    }

    @Test
    void isWholeWhereTheConnectionBreaksAfterTheFinishReason() {
        assertThat(openAi.playAndBreak(data(text("a"), STOP)).answer().content())
                .isEqualTo("a");
    }

    @Test
    void isANetworkErrorWhereTheConnectionBreaksBefore() {
        AiException error = openAi.playAndBreak(data(text("a"))).failure();
        assertThat(error.code()).isEqualTo(ErrorCode.NETWORK);
        assertThat(error.retryable()).isTrue();
        assertThat(error.providerMessage()).isEqualTo("connection reset");
    }

    @Test
    void ignoresWhatFollowsDone() {
        Outcome outcome = openAi.play(data(text("a"), DONE, text("b"), "{\"error\":{\"message\":\"x\"}}", "nonsense")
                + "error: {\"code\":500}\n\n");
        assertThat(outcome.answer().content()).isEqualTo("a");
    }

    // ---- errors inside a success

    @Test
    void isAnErrorWhereTheFirstEventIsOne() {
        Outcome outcome =
                openAi.play(data("{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\","
                        + "\"param\":null,\"code\":null}}"));
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().providerMessage()).isEqualTo("The server had an error");
        assertThat(outcome.failure().retryable()).isTrue();
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void isAnErrorAfterText() {
        Outcome outcome = openAi.play(data(
                text("Hel"),
                "{\"error\":{\"message\":\"slow\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}",
                DONE));
        assertThat(outcome.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(outcome.content()).isEqualTo("Hel");
    }

    @Test
    void isAnErrorAfterTheFinishReasonToo() {
        Outcome outcome = openAi.play(
                data(text("Hel"), STOP, "{\"choices\":[],\"error\":{\"message\":\"upstream\",\"code\":502}}", DONE));
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().status()).isEqualTo(502);
    }

    @Test
    void readsTheTextThatComesTogetherWithAnError() {
        // OpenRouter
        Outcome outcome = openAi.play(data(
                "{\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":\"error\"}],"
                        + "\"error\":{\"code\":503,\"message\":\"gone\"}}",
                DONE));
        assertThat(outcome.content()).isEqualTo("Hel");
        assertThat(outcome.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(outcome.failure().providerMessage()).isEqualTo("gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "insufficient_system_resource"})
    void isAnErrorWhereTheFinishReasonSaysSo(String reason) {
        Outcome outcome = openAi.play(data(text("Hel"), finish(reason), DONE));
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().retryable()).isTrue();
    }

    @Test
    void isAnErrorInOneThatIsAText() {
        Outcome outcome = openAi.play(data("{\"error\":\"model is loading\"}"));
        assertThat(outcome.failure().providerMessage()).isEqualTo("model is loading");
    }

    @Test
    void isAnErrorInTheFlatShapeOfOlderServers() {
        // vLLM
        Outcome outcome = openAi.play(data(
                text("a"),
                "{\"object\":\"error\",\"message\":\"engine died\",\"type\":\"InternalServerError\",\"code\":500}",
                DONE));
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().providerMessage()).isEqualTo("engine died");
    }

    @Test
    void isAnErrorInAFieldOfTheStream() {
        // llama.cpp and its relatives
        Outcome outcome = openAi.play(data(text("a")) + "error: {\"code\":400,\"message\":\"the request exceeds the "
                + "available context size\",\"type\":\"exceed_context_size_error\"}\n\n" + data(DONE));
        assertThat(outcome.code()).isEqualTo(ErrorCode.CONTEXT_LENGTH_EXCEEDED);
        assertThat(outcome.content()).isEqualTo("a");
    }

    @Test
    void isAnErrorInAFieldThatIsTheLastLine() {
        // GPUStack
        Outcome outcome = openAi.play(data(text("a")) + "error: {\"detail\":\"worker lost\"}");
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().providerMessage()).isEqualTo("worker lost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":500,\"reason\":\"x\"}",
                "out of memory",
                "{\"error\":{\"message\":\"x\"}}",
                "{\"message\":\"x\"}"
            })
    void isAnErrorWhereTheTypeOfTheEventSaysSo(String data) {
        assertThat(openAi.play(data(text("a")) + "event: error\n" + data(data) + data(STOP, DONE))
                        .code())
                .isEqualTo(ErrorCode.PROVIDER_ERROR);
    }

    @Test
    void isMalformedWhereAnEventIsNoJson() {
        AiException error =
                openAi.play(data(text("a"), "{Internal Server Error}")).failure();
        assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(error.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "[]", "\"text\"", "{\"choices\":[{\"delta\":{\"content\":\"a", "{\"a\" 1}"})
    void isMalformedWhereAnEventIsNoObject(String data) {
        assertThat(openAi.play(data(data)).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @Test
    void showsNothingOfADocumentThatIsMalformedFurtherOn() {
        Outcome outcome = openAi.play(data("{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{"));
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void isMalformedWhereAnEventIsTooLarge() {
        Outcome outcome = openAi.play("data: " + "x".repeat(1024 * 1024 + 1) + "\n\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.failure().providerMessage()).contains("1048576");
    }

    // ---- no event stream at all

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void readsAPlainErrorDocument(String contentType) {
        // LM Studio answers unknown paths like this
        Outcome outcome = openAi.contentType(contentType).play("{\"error\":\"Unexpected endpoint or method\"}");
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().providerMessage()).isEqualTo("Unexpected endpoint or method");
        assertThat(outcome.failure().status()).isEqualTo(200);
    }

    @Test
    void readsAnErrorDocumentOfSeveralLines() {
        assertThat(openAi.play("\r\n\n  {\n  \"error\": {\n    \"code\": \"invalid_api_key\"\n  }\n}\n")
                        .code())
                .isEqualTo(ErrorCode.AUTHENTICATION);
    }

    @Test
    void readsAnAnswerInOnePiece() {
        Outcome outcome = openAi.contentType("application/json")
                .play("{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\",\"reasoning_content\":\"hm\","
                        + "\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}");
        ChatResponse answer = outcome.answer();
        assertThat(answer.content()).isEqualTo("Hello");
        assertThat(answer.reasoning()).isEqualTo("hm");
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("a", "f", "{}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.usage()).isEqualTo(new Usage(1, 2, null, null, null));
    }

    @Test
    void readsAnAnswerInOnePieceAfterBlankLinesAndInAnyCuts() {
        // DeepSeek keeps a connection open with empty lines
        byte[] body = MappingFixture.utf8("\n\n\r\n {\"choices\":[{\"index\":0,\"message\":{\"content\":\"\u20AC\"},"
                + "\"finish_reason\":\"stop\"}]}\n");
        assertThat(openAi.playByteByByte(body).answer().content()).isEqualTo("\u20AC");
        for (int cut = 0; cut <= body.length; cut++) {
            assertThat(openAi.playCutAt(cut, body).answer().content()).isEqualTo("\u20AC");
        }
    }

    @Test
    void isTruncatedWhereTheAnswerInOnePieceHasNoEnd() {
        assertThat(openAi.play("{\"choices\":[{\"message\":{\"content\":\"a\"}}]}")
                        .code())
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void isMalformedWhereTheDocumentIsCut() {
        assertThat(openAi.play("{\"choices\":[{\"message\":").code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @Test
    void isMalformedWhereTheDocumentIsTooLarge() {
        Outcome outcome = openAi.play("{\"a\":\"" + "x".repeat(1024 * 1024 + 1) + "\"}");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.failure().providerMessage()).contains("1048576");
    }

    @Test
    void isANetworkErrorWhereTheConnectionBreaksInADocument() {
        assertThat(openAi.playAndBreak("{\"choices\":").code()).isEqualTo(ErrorCode.NETWORK);
    }

    @Test
    void saysThatTheBaseUrlMayBeWrongWhereAPageOfHtmlComes() {
        Outcome outcome = openAi.contentType("text/html; charset=utf-8").play("<!doctype html>\n<p>Hello\n\n</p>\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.failure().providerMessage()).contains("text/html").contains("base-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-stream;",
                "text/event-stream; charset=windows-1252",
                "text/plain",
                "TEXT/EVENT-STREAM"
            })
    void readsAnEventStreamAsUtf8WhateverItCallsItself(String contentType) {
        assertThat(openAi.contentType(contentType)
                        .play(data(text("\u20AC"), STOP))
                        .content())
                .isEqualTo("\u20AC");
    }

    @Test
    void neverEndsAnEventInHalfACharacter() {
        for (StreamEvent event : answerOf(text("\\ud83d"), text("\\ude00"), chunk("{\"reasoning\":\"x\\ud83d\"}"))
                .events()) {
            String shown = event instanceof Content content
                    ? content.text()
                    : event instanceof Reasoning reasoning ? reasoning.text() : "";
            assertThat(shown.isEmpty() || !Character.isHighSurrogate(shown.charAt(shown.length() - 1)))
                    .isTrue();
        }
    }
}
