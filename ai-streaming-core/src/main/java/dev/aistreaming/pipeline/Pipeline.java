package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.thread.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds a provider with everything that should surround it, such as timeouts, retries and fallbacks. The layers are always
 * nested in this order, from the innermost to the outermost, no matter in which order the methods are called. Layers that are
 * not requested are left out:
 *
 * <ol>
 *   <li>{@linkplain #partialAnswers partial answers} in errors
 *   <li>{@linkplain #estimates estimates} of token usage that was not reported
 *   <li>{@linkplain #timeouts timeouts} for the first token and for silence, in each attempt
 *   <li>{@linkplain #retry retries}
 *   <li>{@linkplain #loop a loop} that makes one answer from several calls, such as a tool loop
 *   <li>{@linkplain #limits limits} on requests and answers; the one on media is innermost, so that it sees every step
 *   <li>{@linkplain #whole checks of complete answers}, such as whether they match the expected type
 *   <li>{@linkplain #timeouts the total timeout}, for all attempts, all steps, and everything in between
 *   <li>{@linkplain #customize custom decorators}, the first one innermost
 *   <li>{@linkplain #fallback fallbacks}, and everything that surrounds all of the providers
 * </ol>
 *
 * <pre>{@code
 * try (Threads threads = new Threads(Executors.newCachedThreadPool())) {
 *     ChatProvider provider = Pipeline.of(openAi, threads)
 *             .timeouts(Timeouts.DEFAULTS)
 *             .retry(RetryPolicy.DEFAULTS)
 *             .fallback(anthropic)
 *             .build();
 *     ...
 * }
 * }</pre>
 *
 * <p>Not thread-safe. The provider that it builds is.
 */
public final class Pipeline {

    private final ChatProvider provider;
    private final Threads threads;
    private final List<UnaryOperator<ChatProvider>> decorators = new ArrayList<>();
    private boolean partialAnswers;
    private @Nullable TokenRatios estimates;
    private @Nullable Timeouts timeouts;
    private @Nullable RetryPolicy retry;
    private @Nullable UnaryOperator<ChatProvider> loop;
    private @Nullable UnaryOperator<ChatProvider> whole;
    private @Nullable AnswerLimits limits;
    private AnswerBudget budget = AnswerBudget.UNLIMITED;

    private Pipeline(ChatProvider provider, Threads threads) {
        this.provider = provider;
        this.threads = threads;
    }

    /**
     * Starts an empty pipeline.
     *
     * @param provider makes the calls
     * @param threads handle waiting for all calls, so that no call occupies a thread of its own; not closed here
     */
    public static Pipeline of(ChatProvider provider, Threads threads) {
        return new Pipeline(provider, threads);
    }

    /**
     * Declares that the provider's errors do not report {@linkplain dev.aistreaming.chat.AiException#partial() what had arrived},
     * as those of this library's own providers do, so that it is collected here.
     */
    public Pipeline partialAnswers() {
        this.partialAnswers = true;
        return this;
    }

    /**
     * Estimates the tokens of answers that were stopped or broke off before the provider reported them: see {@link
     * dev.aistreaming.chat.Usage#estimated()}.
     *
     * @param ratios learns from complete answers; may be shared by all pipelines of an application
     */
    public Pipeline estimates(TokenRatios ratios) {
        this.estimates = ratios;
        return this;
    }

    /** Sets the timeouts: for the first token and for silence in each attempt, and for all attempts together. */
    public Pipeline timeouts(Timeouts timeouts) {
        this.timeouts = timeouts;
        return this;
    }

    /** Sets when calls that have delivered nothing are retried. */
    public Pipeline retry(RetryPolicy retry) {
        this.retry = retry;
        return this;
    }

    /**
     * Adds a loop that makes one answer from several calls, each with its own attempts, such as a {@code ToolLoopProvider}.
     *
     * @param loop wraps a provider
     */
    public Pipeline loop(UnaryOperator<ChatProvider> loop) {
        this.loop = loop;
        return this;
    }

    /**
     * Adds a decorator that inspects complete answers, including those cut off by a limit, such as an {@code ExpectingProvider}.
     *
     * @param whole wraps a provider
     */
    public Pipeline whole(UnaryOperator<ChatProvider> whole) {
        this.whole = whole;
        return this;
    }

    /** Limits the size of requests and answers. */
    public Pipeline limits(AnswerLimits limits) {
        this.limits = limits;
        return this;
    }

    /**
     * Limits the size of requests and answers, and of all answers together.
     *
     * @param budget shared by all pipelines of an application
     */
    public Pipeline limits(AnswerLimits limits, AnswerBudget budget) {
        this.limits = limits;
        this.budget = budget;
        return this;
    }

    /**
     * Adds a custom decorator, usually a {@link StagedProvider}.
     *
     * @param decorator wraps a provider; the next decorator wraps what this one returns
     */
    public Pipeline customize(UnaryOperator<ChatProvider> decorator) {
        decorators.add(decorator);
        return this;
    }

    /**
     * Adds fallback providers, each with the pipeline it already has.
     *
     * @param others called in this order when this provider fails before it has delivered anything; after that, {@link
     *     FallbackPipeline#failover} applies
     * @return the outer part of the pipeline
     */
    public FallbackPipeline fallback(ChatProvider... others) {
        return fallback(List.of(others));
    }

    /**
     * Adds fallback providers, each with the pipeline it already has.
     *
     * @param others called in this order when this provider fails before it has delivered anything; after that, {@link
     *     FallbackPipeline#failover} applies
     * @return the outer part of the pipeline
     */
    public FallbackPipeline fallback(List<ChatProvider> others) {
        return new FallbackPipeline(build(), others, timeouts, threads);
    }

    /** Builds the provider with everything that was set. */
    public ChatProvider build() {
        ChatProvider built = provider;
        if (limits != null && limits.maxMediaBytes() != null) {
            built = new MediaLimitProvider(built, limits.maxMediaBytes());
        }
        if (partialAnswers) {
            built = new PartialAnswerProvider(built);
        }
        if (estimates != null) {
            built = new UsageEstimateProvider(built, estimates);
        }
        if (timeouts != null) {
            built = new TimeoutProvider(built, timeouts.withoutTotal(), threads);
        }
        if (retry != null) {
            built = new RetryProvider(built, retry, threads);
        }
        if (loop != null) {
            built = decorated(built, List.of(loop));
        }
        if (limits != null) {
            built = new LimitProvider(built, limits, budget);
        }
        if (whole != null) {
            built = decorated(built, List.of(whole));
        }
        if (timeouts != null) {
            built = new TimeoutProvider(built, Timeouts.ofTotal(timeouts.total()), threads);
        }
        return decorated(built, decorators);
    }

    static ChatProvider decorated(ChatProvider provider, List<UnaryOperator<ChatProvider>> innermostFirst) {
        ChatProvider decorated = provider;
        for (UnaryOperator<ChatProvider> decorator : innermostFirst) {
            decorated = Objects.requireNonNull(decorator.apply(decorated), "a decorator returned null");
        }
        return decorated;
    }
}
