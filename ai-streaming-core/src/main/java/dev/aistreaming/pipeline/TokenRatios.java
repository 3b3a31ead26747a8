package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of characters per token for each recently used model, up to 256 models. It is learnt from answers whose tokens the
 * provider reported, and is 4 until then. One instance is enough for an application. Thread-safe.
 */
public final class TokenRatios {

    private static final int MAX_MODELS = 256;

    /** The tokens that models spend on the invisible markup around a call, typically 10 to 50. */
    private static final int AROUND_CALL = 100;

    /** Guarded by this. */
    private final Map<Model, Ratios> models = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Model, Ratios> eldest) {
            return size() > MAX_MODELS;
        }
    };

    private record Model(String provider, @Nullable String name) {}

    private record Ratios(TokenRatio input, TokenRatio output) {
        Ratios() {
            this(new TokenRatio(), new TokenRatio());
        }
    }

    /** Learns from a complete answer. */
    void learn(ChatRequest request, ChatResponse response) {
        Usage usage = response.usage();
        if (!isCount(usage.inputTokens()) && !isCount(usage.outputTokens())) {
            return;
        }
        Integer input = usage.inputTokens();
        long asked = input == null || !RequestLength.isAll(request) ? 0 : RequestLength.of(request);
        synchronized (this) {
            Ratios ratios = models.computeIfAbsent(model(request, response), model -> new Ratios());
            if (input != null && asked > 0) {
                ratios.input().learn(asked, input);
            }
            learnOutput(ratios.output(), response, usage);
        }
    }

    /**
     * Reasoning is included if it is visible. Providers that count its tokens separately may show a different text than the one
     * they counted, or none.
     */
    private static void learnOutput(TokenRatio ratio, ChatResponse response, Usage usage) {
        Integer output = usage.outputTokens();
        Integer reasoning = usage.reasoningTokens();
        if (output == null) {
            return;
        }
        long said = response.content().length() + ofCalls(response);
        if (reasoning == null) {
            ratio.learn(said + response.reasoning().length(), output);
        } else {
            ratio.learn(said, output - reasoning);
        }
    }

    private static long ofCalls(ChatResponse response) {
        long characters = 0;
        for (ToolCall call : response.toolCalls()) {
            characters += AROUND_CALL + call.name().length() + call.arguments().length();
        }
        return characters;
    }

    /**
     * Adds an estimate of the usage that was not reported to the error. Returns the same error if everything is known or nothing
     * has arrived.
     */
    AiException estimated(ChatRequest request, AiException error) {
        ChatResponse partial = error.partial();
        if (partial == null) {
            return error;
        }
        long said = partial.content().length() + partial.reasoning().length() + ofCalls(partial) + unfinished(error);
        Usage usage = partial.usage();
        Integer input = usage.inputTokens();
        Integer output = usage.outputTokens();
        boolean inputKnown = isCount(input);
        boolean outputKnown = isCount(output) || (output != null && said == 0);
        if (inputKnown && outputKnown) {
            return error;
        }
        long asked = inputKnown ? 0 : RequestLength.of(request);
        Usage estimated;
        synchronized (this) {
            Ratios known = models.get(model(request, partial));
            Ratios ratios = known == null ? new Ratios() : known;
            estimated = usage.withEstimates(
                    input != null && inputKnown ? input : ratios.input().tokens(asked),
                    output != null && outputKnown ? output : ratios.output().tokens(said));
        }
        return error.withPartial(partial.withUsage(estimated));
    }

    private static int unfinished(AiException error) {
        int characters = error.unfinishedCharacters();
        return characters == 0 ? 0 : AROUND_CALL + characters;
    }

    /** Some providers report 0 until they know. */
    private static boolean isCount(@Nullable Integer tokens) {
        return tokens != null && tokens > 0;
    }

    /** The name is {@code null} if neither side gives one, which stands for the provider's default model. */
    private static Model model(ChatRequest request, ChatResponse response) {
        return new Model(response.provider(), response.model() == null ? request.model() : response.model());
    }
}
