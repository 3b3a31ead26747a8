package dev.aistreaming.provider;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In what the vendors of OpenAI's chat completions differ.
 *
 * @param usageOption whether usage comes only when asked for by {@code stream_options}; Mistral refuses unknown fields
 * @param tokenLimitField the field for the longest answer
 * @param seedField the field for the seed
 * @param requiredChoice the choice that says that some tool must be called
 * @param choosesNone whether tools may stand beside a choice that says that none is called
 * @param namesResults whether a tool's result names the tool
 * @param answersTools whether the model has to speak between a tool and the user
 * @param callIds which ids of tool calls it takes
 * @param media how it takes images, documents and sounds
 * @param keepsReasoning whether reasoning of a turn with calls is kept to be sent back
 * @param takesReasoning whether it is sent back here
 * @param wantsReasoning whether a turn with calls is refused without reasoning, if only an empty one
 * @param strictModels with what the names of models begin that are held to a schema; empty: all; {@code null}: none. Others are
 *     held to JSON, and are told the schema
 * @param toolsBesideOutput which tools an output leaves room for
 * @param reasoning how it is told how much to think
 * @param caching how it is asked to keep the beginning of a conversation; most do it by themselves
 * @param limits what the vendor takes
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

    /** Which tools may stand beside an output that is asked for. */
    enum ToolsBesideOutput {
        ANY,
        /** Those that the model may leave uncalled. */
        UNFORCED,
        NONE
    }

    /** What all of them end an answer with. */
    static final String TERMINATOR = "[DONE]";

    /** The path below the base URL. */
    static final String PATH = "/chat/completions";

    private static final int ANY = Integer.MAX_VALUE;
    private static final Set<String> RESERVED = Set.of("stream", "messages");

    /** OpenAI; o-series models refuse {@code max_tokens} (openai-python, completion_create_params.py). */
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

    /** Any other server that speaks like OpenAI: {@code max_tokens} is what all of them know. */
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

    /** DeepSeek; while it thinks, a turn with calls must have its reasoning, also when that is empty. */
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

    /** Groq; usage comes unasked as {@code x_groq.usage} (groq-python, completion_create_params.py). */
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
     * Mistral; usage comes unasked (client-python, chatcompletionstreamrequest.py). Beside tools, the choice {@code none} gives garbled
     * text, and a user's turn straight after a tool's is refused.
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

    /** Azure's OpenAI; the chat takes no documents. */
    static final OpenAiDialect AZURE =
            OPENAI.with(OPENAI.usageOption, new OpenAiMedia(false, false), OPENAI.toolsBesideOutput);

    /** Perplexity; usage comes unasked, in every chunk. */
    static final OpenAiDialect PERPLEXITY = COMPATIBLE.with(false, COMPATIBLE.media, COMPATIBLE.toolsBesideOutput);

    /** llama.cpp's server; a grammar for the output leaves the model no way to a tool. */
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

    /** The messages of Cohere's chat, which is another protocol otherwise. */
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

    /** Whose server it is, by its address, where the type is {@code openai}. */
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
