package dev.aistreaming.provider;

import java.util.Set;

/**
 * In what the vendors of OpenAI's chat completions differ.
 *
 * @param path the path below the base URL
 * @param usageOption whether usage comes only when asked for by {@code stream_options}; Mistral refuses unknown fields
 * @param tokenLimitField the field for the longest answer
 * @param seedField the field for the seed
 * @param limits what the vendor takes
 */
record OpenAiDialect(String path, boolean usageOption, String tokenLimitField, String seedField, Limits limits) {

    /** What all of them end an answer with. */
    static final String TERMINATOR = "[DONE]";

    private static final Set<String> RESERVED = Set.of("stream", "messages");
    private static final String PATH = "/chat/completions";

    /** OpenAI; o-series models refuse {@code max_tokens} (openai-python, completion_create_params.py). */
    static final OpenAiDialect OPENAI =
            new OpenAiDialect(PATH, true, "max_completion_tokens", "seed", new Limits(2, 4, RESERVED));

    /** Any other server that speaks like OpenAI: {@code max_tokens} is what all of them know. */
    static final OpenAiDialect COMPATIBLE = new OpenAiDialect(
            PATH, true, "max_tokens", "seed", new Limits(Double.MAX_VALUE, Integer.MAX_VALUE, RESERVED));

    /** Groq; usage comes unasked as {@code x_groq.usage} (groq-python, completion_create_params.py). */
    static final OpenAiDialect GROQ =
            new OpenAiDialect(PATH, false, "max_completion_tokens", "seed", new Limits(2, 4, RESERVED));

    /** Mistral; usage comes unasked (client-python, chatcompletionstreamrequest.py). */
    static final OpenAiDialect MISTRAL =
            new OpenAiDialect(PATH, false, "max_tokens", "random_seed", new Limits(1.5, Integer.MAX_VALUE, RESERVED));
}
