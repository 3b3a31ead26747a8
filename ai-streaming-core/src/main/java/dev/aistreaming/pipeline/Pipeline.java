package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.thread.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a provider and whoever asks it. It is put together from the inside out, always in this order, in whatever
 * order it is said; what is not said is left out:
 *
 * <ol>
 *   <li>{@linkplain #partialAnswers what had arrived}, told by errors
 *   <li>{@linkplain #estimates what it took}, where that was not told
 *   <li>{@linkplain #timeouts first token and silence}, for each attempt
 *   <li>{@linkplain #retry retry}
 *   <li>{@linkplain #loop a loop} that makes one answer of several calls, such as one of tools
 *   <li>{@linkplain #limits limits} of requests and answers; that of media stands innermost, and sees each step
 *   <li>{@linkplain #whole what looks at whole answers}, such as whether they are the objects that were expected
 *   <li>{@linkplain #timeouts the total time}, of all attempts, all steps, and what is done in between
 *   <li>{@linkplain #customize decorators}, the first one innermost
 *   <li>{@linkplain #fallback fallback}, and what stands around all providers of it
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
 * <p>For one thread. What it builds is for any number of them.
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
     * A pipeline with nothing in it yet.
     *
     * @param provider makes the calls
     * @param threads wait for all calls, so that none needs a thread of its own; not closed here
     */
    public static Pipeline of(ChatProvider provider, Threads threads) {
        return new Pipeline(provider, threads);
    }

    /** The provider does not tell {@linkplain dev.aistreaming.chat.AiException#partial() what had arrived}, as those of this library do. */
    public Pipeline partialAnswers() {
        this.partialAnswers = true;
        return this;
    }

    /**
     * The tokens of answers that were stopped or broke off are estimated, where the provider had not reported them: see {@link
     * dev.aistreaming.chat.Usage#estimated()}.
     *
     * @param ratios learns from whole answers; may be shared by all pipelines of an application
     */
    public Pipeline estimates(TokenRatios ratios) {
        this.estimates = ratios;
        return this;
    }

    /** How long to wait: for each attempt's first token and in its silences, and for all attempts together. */
    public Pipeline timeouts(Timeouts timeouts) {
        this.timeouts = timeouts;
        return this;
    }

    /** Which calls that have delivered nothing are made again. */
    public Pipeline retry(RetryPolicy retry) {
        this.retry = retry;
        return this;
    }

    /**
     * What makes one answer of several calls, each with its own attempts, such as a {@code ToolLoopProvider}.
     *
     * @param loop puts it around a provider
     */
    public Pipeline loop(UnaryOperator<ChatProvider> loop) {
        this.loop = loop;
        return this;
    }

    /**
     * What looks at whole answers, also at those that a limit has cut, such as an {@code ExpectingProvider}.
     *
     * @param whole puts it around a provider
     */
    public Pipeline whole(UnaryOperator<ChatProvider> whole) {
        this.whole = whole;
        return this;
    }

    /** How long requests and answers may be. */
    public Pipeline limits(AnswerLimits limits) {
        this.limits = limits;
        return this;
    }

    /**
     * How long requests and answers may be, and all answers together.
     *
     * @param budget shared by all pipelines of an application
     */
    public Pipeline limits(AnswerLimits limits, AnswerBudget budget) {
        this.limits = limits;
        this.budget = budget;
        return this;
    }

    /**
     * Something of your own, as a rule a {@link StagedProvider}.
     *
     * @param decorator puts it around a provider; the next one stands around what it returns
     */
    public Pipeline customize(UnaryOperator<ChatProvider> decorator) {
        decorators.add(decorator);
        return this;
    }

    /**
     * Puts others behind this provider, each with the pipeline that it already has.
     *
     * @param others asked one after the other, where this one fails before it has delivered anything; after that, as {@link FallbackPipeline#failover} says
     * @return what stands around all of them
     */
    public FallbackPipeline fallback(ChatProvider... others) {
        return fallback(List.of(others));
    }

    /**
     * The same.
     *
     * @param others asked one after the other, where this one fails before it has delivered anything
     * @return what stands around all of them
     */
    public FallbackPipeline fallback(List<ChatProvider> others) {
        return new FallbackPipeline(build(), others, timeouts, threads);
    }

    /** The provider, with all of this around it. */
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
