package dev.aistreaming.provider;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The differences between the vendors of OpenAI-compatible chat completions.
 *
 * @param usageOption whether usage is only sent if requested with {@code stream_options}; Mistral rejects unknown fields
 * @param tokenLimitField the field for the maximum length of the answer
 * @param seedField the field for the seed
 * @param requiredChoice the tool choice that requires some tool to be called
 * @param choosesNone whether tools may be sent together with a choice that forbids calls
 * @param namesResults whether a tool result contains the tool's name
 * @param answersTools whether there has to be a message of the model between a tool result and a user message
 * @param callIds the accepted ids of tool calls
 * @param media how images, documents and audio are sent
 * @param keepsReasoning whether the reasoning of a turn with calls is kept in order to be sent back
 * @param takesReasoning whether reasoning is sent back to this vendor
 * @param wantsReasoning whether a turn with calls is rejected without reasoning, even if that is empty
 * @param strictModels prefixes of the names of models that can be constrained to a schema; empty for all; {@code null} for none.
 *     Others are constrained to JSON and receive the schema as an instruction
 * @param toolsBesideOutput which tools may be combined with structured output
 * @param reasoning how the amount of reasoning is set
 * @param caching how prompt caching is requested; most vendors do it automatically
 * @param limits the limits of the vendor
 */
record OpenAiDialect(
        boolean usageOption,
        String tokenLimitField,
        String seedField,
        String requiredChoice,
        boolean choosesNone,
        boolean namesResults,
        boolean answersTools,
        CallIds.Form callIds,
        MediaForm media,
        boolean keepsReasoning,
        boolean takesReasoning,
        boolean wantsReasoning,
        @Nullable String strictModels,
        ToolsBesideOutput toolsBesideOutput,
        OpenAiReasoning reasoning,
        PromptCaching caching,
        Limits limits) {

    /** Which tools may be combined with structured output. */
    enum ToolsBesideOutput {
        ANY,
        /** Tools that the model is not forced to call. */
        UNFORCED,
        NONE
    }

    /** The terminator used by all of them. */
    static final String TERMINATOR = "[DONE]";

    /** The path below the base URL. */
    static final String PATH = "/chat/completions";

    private static final int ANY = Integer.MAX_VALUE;
    private static final Set<String> RESERVED = Set.of("stream", "messages");

    /** OpenAI. Models of the o-series reject {@code max_tokens} (openai-python, completion_create_params.py). */
    static final OpenAiDialect OPENAI = new OpenAiDialect(
            true,
            "max_completion_tokens",
            "seed",
            "required",
            true,
            false,
            false,
            CallIds.Form.ANY,
            new OpenAiMedia(true, false),
            true,
            false,
            false,
            "",
            ToolsBesideOutput.ANY,
            OpenAiReasoning.OPENAI,
            PromptCaching.KEY,
            new Limits(2, 4, 128, 64, RESERVED));

    /** Any other OpenAI-compatible server: all of them support {@code max_tokens}. */
    static final OpenAiDialect COMPATIBLE = new OpenAiDialect(
            true,
            "max_tokens",
            "seed",
            "required",
            true,
            false,
            false,
            CallIds.Form.ANY,
            new OpenAiMedia(true, true),
            true,
            true,
            false,
            "",
            ToolsBesideOutput.ANY,
            OpenAiReasoning.COMMON,
            PromptCaching.UNASKED,
            new Limits(Double.MAX_VALUE, ANY, ANY, ANY, RESERVED));

    /** OpenRouter. */
    static final OpenAiDialect OPENROUTER = new OpenAiDialect(
            true,
            "max_tokens",
            "seed",
            "required",
            true,
            false,
            false,
            CallIds.Form.ANY,
            new OpenAiMedia(true, true),
            true,
            true,
            false,
            "",
            ToolsBesideOutput.ANY,
            OpenAiReasoning.OPENROUTER,
            PromptCaching.MARKS,
            new Limits(Double.MAX_VALUE, ANY, ANY, ANY, RESERVED));

    /** DeepSeek. When reasoning is on, a turn with calls must have its reasoning, even if that is empty. */
    static final OpenAiDialect DEEPSEEK = new OpenAiDialect(
            true,
            "max_tokens",
            "seed",
            "required",
            true,
            false,
            false,
            CallIds.Form.ANY,
            new NoMedia(),
            true,
            true,
            true,
            null,
            ToolsBesideOutput.ANY,
            OpenAiReasoning.DEEPSEEK,
            PromptCaching.UNASKED,
            new Limits(Double.MAX_VALUE, ANY, ANY, ANY, RESERVED));

    /** Groq. Usage is sent without being requested, as {@code x_groq.usage} (groq-python, completion_create_params.py). */
    static final OpenAiDialect GROQ = new OpenAiDialect(
            false,
            "max_completion_tokens",
            "seed",
            "required",
            true,
            false,
            false,
            CallIds.Form.ANY,
            new OpenAiMedia(false, false),
            false,
            false,
            false,
            "openai/gpt-oss",
            ToolsBesideOutput.ANY,
            OpenAiReasoning.COMMON,
            PromptCaching.UNASKED,
            new Limits(2, 4, ANY, 64, RESERVED));

    /**
     * Mistral. Usage is sent without being requested (client-python, chatcompletionstreamrequest.py). Together with tools, the
     * choice {@code none} produces garbled text, and a user message directly after a tool result is rejected.
     */
    static final OpenAiDialect MISTRAL = new OpenAiDialect(
            false,
            "max_tokens",
            "random_seed",
            "any",
            false,
            true,
            true,
            new CallIds.Form(9, 9, ""),
            new MistralMedia(),
            false,
            false,
            false,
            "",
            ToolsBesideOutput.UNFORCED,
            OpenAiReasoning.MISTRAL,
            PromptCaching.KEY,
            new Limits(1.5, ANY, ANY, 64, RESERVED));

    /** Azure OpenAI. Its chat completions do not accept documents. */
    static final OpenAiDialect AZURE =
            OPENAI.with(OPENAI.usageOption, new OpenAiMedia(false, false), OPENAI.toolsBesideOutput);

    /** Perplexity. Usage is sent without being requested, in every chunk. */
    static final OpenAiDialect PERPLEXITY = COMPATIBLE.with(false, COMPATIBLE.media, COMPATIBLE.toolsBesideOutput);

    /** The llama.cpp server. A grammar for the output prevents the model from calling tools. */
    static final OpenAiDialect LLAMACPP = COMPATIBLE.with(true, COMPATIBLE.media, ToolsBesideOutput.NONE);

    private OpenAiDialect with(boolean usageOption, MediaForm media, ToolsBesideOutput toolsBesideOutput) {
        return new OpenAiDialect(
                usageOption,
                tokenLimitField,
                seedField,
                requiredChoice,
                choosesNone,
                namesResults,
                answersTools,
                callIds,
                media,
                keepsReasoning,
                takesReasoning,
                wantsReasoning,
                strictModels,
                toolsBesideOutput,
                reasoning,
                caching,
                limits);
    }

    /** Cohere's messages. The rest of its protocol is different. */
    static final OpenAiDialect COHERE = new OpenAiDialect(
            false,
            "max_tokens",
            "seed",
            "REQUIRED",
            true,
            false,
            false,
            CallIds.Form.ANY,
            new OpenAiMedia(false, false),
            false,
            false,
            false,
            "",
            ToolsBesideOutput.NONE,
            OpenAiReasoning.COMMON,
            PromptCaching.UNASKED,
            new Limits(Double.MAX_VALUE, 5, ANY, 128, RESERVED));

    /** The dialect of the server at this address, if the type is {@code openai}. */
    static OpenAiDialect at(URI baseUrl) {
        if (baseUrl.equals(ProviderType.OPENAI.baseUrl())) {
            return OPENAI;
        }
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
        return switch (host) {
            case "api.deepseek.com" -> DEEPSEEK;
            case "openrouter.ai" -> OPENROUTER;
            case "api.perplexity.ai" -> PERPLEXITY;
            default -> COMPATIBLE;
        };
    }
}
