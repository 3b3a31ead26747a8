package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The outer part of a {@link Pipeline}: several providers in order of preference, and what surrounds all of them. */
public final class FallbackPipeline {

    /** The errors that another provider may not run into. */
    public static final Set<ErrorCode> DEFAULT_CODES = Set.copyOf(EnumSet.of(
            ErrorCode.AUTHENTICATION,
            ErrorCode.MODEL_NOT_FOUND,
            ErrorCode.QUOTA_EXCEEDED,
            ErrorCode.RATE_LIMITED,
            ErrorCode.OVERLOADED,
            ErrorCode.PROVIDER_ERROR,
            ErrorCode.TIMEOUT,
            ErrorCode.NETWORK,
            ErrorCode.MALFORMED_RESPONSE,
            ErrorCode.TRUNCATED));

    private final ChatProvider first;
    private final List<ChatProvider> others;
    private final Threads threads;
    private final List<UnaryOperator<ChatProvider>> decorators = new ArrayList<>();
    private Set<ErrorCode> codes = DEFAULT_CODES;
    private Failover failover = Failover.NEVER;
    private @Nullable Duration total;
    private @Nullable Hedging hedging;

    FallbackPipeline(ChatProvider first, List<ChatProvider> others, @Nullable Timeouts timeouts, Threads threads) {
        this.first = first;
        this.others = List.copyOf(others);
        this.total = timeouts == null ? null : timeouts.total();
        this.threads = threads;
    }

    /** Sets the errors after which the next provider is called. The default is {@link #DEFAULT_CODES}. */
    public FallbackPipeline codes(Set<ErrorCode> codes) {
        this.codes = codes;
        return this;
    }

    /**
     * Sets what happens if a provider fails in the middle of an answer, unless the request specifies it. The default is {@link
     * Failover#NEVER}.
     */
    public FallbackPipeline failover(Failover failover) {
        this.failover = failover;
        return this;
    }

    /**
     * Sets when the next provider is called in parallel because the first one is slow. By default, or with {@code null}, it never
     * is.
     */
    public FallbackPipeline hedging(@Nullable Hedging hedging) {
        this.hedging = hedging;
        return this;
    }

    /** Limits the time that all providers may take together. The default is the total timeout of the first provider. */
    public FallbackPipeline total(Duration total) {
        this.total = total;
        return this;
    }

    /**
     * Adds a custom decorator around all providers.
     *
     * @param decorator wraps a provider that has the name of the first one
     */
    public FallbackPipeline customize(UnaryOperator<ChatProvider> decorator) {
        decorators.add(decorator);
        return this;
    }

    /** Builds a provider that falls back from the first provider to the others. */
    public ChatProvider build() {
        ChatProvider built = first;
        if (!others.isEmpty()) {
            built = new FallbackProvider(built, others, codes, failover, hedging, threads);
        }
        if (total != null) {
            built = new TimeoutProvider(built, Timeouts.ofTotal(total), threads);
        }
        return Pipeline.decorated(built, decorators);
    }
}
