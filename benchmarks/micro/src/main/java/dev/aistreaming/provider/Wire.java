package dev.aistreaming.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer as each provider sends it, in events written by hand after the vendors' documentation. */
public enum Wire {
    /** OpenAI's chunks: most of each is the same in all of them. */
    OPENAI(
            ProviderType.OPENAI,
            List.of(openAi("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null")),
            openAi("{\"content\":\"%s\"}", "null"),
            List.of(openAi("{}", "\"stop\""), Wire.DONE)),

    /** Anthropic's deltas: shorter, each with a line that repeats its type. */
    ANTHROPIC(
            ProviderType.ANTHROPIC,
            List.of(
                    anthropic(
                            "message_start",
                            "\"message\":{\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\","
                                    + "\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[],"
                                    + "\"stop_reason\":null,\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}"),
                    anthropic(
                            "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")),
            anthropic("content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}"),
            List.of(
                    anthropic("content_block_stop", "\"index\":0"),
                    anthropic(
                            "message_delta",
                            "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":500}"),
                    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")),

    /** Mistral's reasoning models: the content is an array of parts. */
    MISTRAL_ARRAYS(
            ProviderType.MISTRAL,
            List.of(mistral("{\"role\":\"assistant\",\"content\":\"\"}", "null")),
            mistral("{\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}", "null"),
            List.of(mistral("{\"content\":\"\"}", "\"stop\""), Wire.DONE)),

    /** Groq: as OpenAI, with usage in a field of its own at the end. */
    GROQ(
            ProviderType.GROQ,
            List.of(groq("{\"role\":\"assistant\",\"content\":\"\"}", "null}]")),
            groq("{\"content\":\"%s\"}", "null}]"),
            List.of(
                    groq(
                            "{}",
                            "\"stop\"}],\"x_groq\":{\"id\":\"req_01jbd6g2qdfw2adyrt2az8hz4w\",\"usage\":"
                                    + "{\"prompt_tokens\":12,\"completion_tokens\":500,\"total_tokens\":512}}"),
                    Wire.DONE)),

    /** OpenAI's responses: as long as chunks, each with a line that repeats its type, and ids in it that say nothing. */
    OPENAI_RESPONSES(
            ProviderType.OPENAI_RESPONSES,
            List.of(
                    responses(
                            "response.created",
                            "\"response\":{\"id\":\"resp_67c9fdcecf488190bdd9a0409de3a1ec07b8b0ad4e5eb654\","
                                    + "\"object\":\"response\",\"status\":\"in_progress\",\"error\":null,"
                                    + "\"model\":\"gpt-5-mini\",\"output\":[],\"usage\":null}"),
                    responses(
                            "response.output_item.added",
                            "\"output_index\":0,\"item\":{\"id\":\"msg_67c9fdcf37fc8190ba82116e33fb28c5\","
                                    + "\"type\":\"message\",\"status\":\"in_progress\",\"content\":[],"
                                    + "\"role\":\"assistant\"}")),
            responses(
                    "response.output_text.delta",
                    "\"item_id\":\"msg_67c9fdcf37fc8190ba82116e33fb28c5\",\"output_index\":0,\"content_index\":0,"
                            + "\"delta\":\"%s\",\"logprobs\":[],\"sequence_number\":17,\"obfuscation\":\"Qm5WkT2\""),
            List.of(responses(
                    "response.completed",
                    "\"response\":{\"id\":\"resp_67c9fdcecf488190bdd9a0409de3a1ec07b8b0ad4e5eb654\","
                            + "\"status\":\"completed\",\"error\":null,\"usage\":{\"input_tokens\":12,"
                            + "\"output_tokens\":500,\"total_tokens\":512}}"))),

    /** Azure's chunks: OpenAI's, with what the filters say of each. */
    AZURE_OPENAI(
            ProviderType.AZURE_OPENAI,
            List.of(azure("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null")),
            azure("{\"content\":\"%s\"}", "null"),
            List.of(azure("{}", "\"stop\""), Wire.DONE)),

    /** Gemini's events: each tells usage and the model once more. */
    GEMINI(
            ProviderType.GEMINI,
            List.of(gemini("{\"text\":\"\"}", "")),
            gemini("{\"text\":\"%s\"}", ""),
            List.of(gemini("{\"text\":\"\"}", "\"finishReason\":\"STOP\","))),

    /** Cohere's deltas: nothing but the token. */
    COHERE(
            ProviderType.COHERE,
            List.of(
                    cohere(
                            "message-start",
                            "\"id\":\"23a23f14-bab1-46b9-a4c9-239714c2f279\",\"delta\":{\"message\":{\"role\":\"assistant\","
                                    + "\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[],\"citations\":[]}}"),
                    cohere(
                            "content-start",
                            "\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}")),
            cohere("content-delta", "\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"%s\"}}}"),
            List.of(
                    cohere("content-end", "\"index\":0"),
                    cohere(
                            "message-end",
                            "\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":{\"tokens\":{\"input_tokens\":25,"
                                    + "\"output_tokens\":500}}}"),
                    Wire.DONE)),

    /** Ollama's lines. */
    OLLAMA(
            ProviderType.OLLAMA,
            List.of(),
            ollama("%s", "\"done\":false"),
            List.of(ollama("", "\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":25,\"eval_count\":500"))),

    /** Bedrock's frames: a name, a line break, and what is framed. */
    BEDROCK(
            ProviderType.BEDROCK,
            List.of("messageStart\n{\"p\":\"abcdefghijkl\",\"role\":\"assistant\"}"),
            "contentBlockDelta\n{\"contentBlockIndex\":0,\"delta\":{\"text\":\"%s\"},\"p\":\"abcdefghijklmnopqrstuvw\"}",
            List.of(
                    "contentBlockStop\n{\"contentBlockIndex\":0,\"p\":\"abcdefghi\"}",
                    "messageStop\n{\"p\":\"abcdefghijkl\",\"stopReason\":\"end_turn\"}",
                    "metadata\n{\"metrics\":{\"latencyMs\":9},\"usage\":{\"inputTokens\":25,\"outputTokens\":500}}"));

    /** How many tokens an answer has. */
    static final int TOKENS = 500;

    private static final String DONE = "data: [DONE]\n\n";

    /** As JSON has them: short words mostly, and now and then what must be escaped, accented or outside the BMP. */
    private static final List<String> WORDS = List.of(
            " the",
            " answer",
            " is",
            " 42",
            ",",
            " which",
            " nobody",
            " ever",
            " asked",
            " for",
            ".",
            "\\n\\n",
            "-",
            " caf\u00e9",
            " \\\"so",
            "\\\"",
            " to",
            " speak",
            " \uD83D\uDE80",
            " internationalization");

    final ProviderType type;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> opening;

    private final String token;
    private final String tokenName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> closing;

    Wire(ProviderType type, List<String> opening, String token, List<String> closing) {
        this.type = type;
        this.opening = opening;
        this.token = token;
        this.closing = closing;
        this.tokenName = type == ProviderType.BEDROCK ? token.substring(0, token.indexOf('\n')) : EventMapper.UNNAMED;
    }

    EventMapper newMapper() {
        return switch (this) {
            case ANTHROPIC -> new AnthropicMapper();
            case OPENAI_RESPONSES -> new ResponsesMapper();
            case GEMINI -> new GeminiMapper();
            case COHERE -> new CohereMapper();
            case OLLAMA -> new OllamaMapper();
            case BEDROCK -> new BedrockMapper();
            default -> new OpenAiMapper();
        };
    }

    /** Whether the events are those of SSE. */
    boolean isServerSentEvents() {
        return this != OLLAMA && this != BEDROCK;
    }

    /** What of an event stands for itself, where that is no event of SSE. */
    byte[] document(byte[] event) {
        return this == BEDROCK ? EventFrame.payload(event) : event;
    }

    /** The name of the events of tokens. */
    String tokenName() {
        return tokenName;
    }

    /** The events of a whole answer, each as one network read. */
    List<byte[]> events() {
        List<String> events = new ArrayList<>(opening);
        for (int i = 0; i < TOKENS; i++) {
            events.add(token.formatted(WORDS.get(i % WORDS.size())));
        }
        events.addAll(closing);
        return events.stream()
                .map(event -> this == BEDROCK ? EventFrame.of(event) : event.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** How long the event of a token is on average. */
    double bytesPerEvent() {
        return WORDS.stream()
                .mapToInt(word -> token.formatted(word).getBytes(StandardCharsets.UTF_8).length)
                .average()
                .orElseThrow();
    }

    private static String openAi(String delta, String finishReason) {
        return "data: {\"id\":\"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1741569952,\"model\":\"gpt-5-mini\",\"system_fingerprint\":null,"
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                + finishReason + "}]}\n\n";
    }

    private static String anthropic(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }

    private static String responses(String type, String members) {
        return anthropic(type, members); // framed alike
    }

    private static String azure(String delta, String finishReason) {
        return openAi(delta, finishReason)
                .replace(
                        ",\"finish_reason\"",
                        ",\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
                                + "\"violence\":{\"filtered\":false,\"severity\":\"safe\"}},\"finish_reason\"");
    }

    private static String gemini(String part, String finishReason) {
        return "data: {\"candidates\": [{\"content\": {\"parts\": [" + part + "],\"role\": \"model\"}," + finishReason
                + "\"index\": 0}],\"usageMetadata\": {\"promptTokenCount\": 272,\"candidatesTokenCount\": 440,"
                + "\"totalTokenCount\": 1499,\"promptTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": 272}],"
                + "\"thoughtsTokenCount\": 787},\"modelVersion\": \"gemini-3.5-flash\","
                + "\"responseId\": \"beHBaJfEMIi-qtsP3769-Q8\"}\r\n\r\n";
    }

    private static String cohere(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }

    private static String ollama(String text, String rest) {
        return "{\"model\":\"qwen3\",\"created_at\":\"2026-01-02T03:04:05.678901Z\",\"message\":{\"role\":\"assistant\","
                + "\"content\":\"" + text + "\"}," + rest + "}\n";
    }

    private static String mistral(String delta, String finishReason) {
        return "data: {\"id\":\"cmpl-e5cc70bb28c444948073e77776eb30ef\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1741569952,\"model\":\"magistral-medium-latest\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + finishReason + "}]}\n\n";
    }

    private static String groq(String delta, String rest) {
        return "data: {\"id\":\"chatcmpl-f51b2cd2-bef7-417e-964e-a08f0b513c22\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1741569952,\"model\":\"openai/gpt-oss-20b\",\"system_fingerprint\":null,"
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + rest
                + "}\n\n";
    }
}
