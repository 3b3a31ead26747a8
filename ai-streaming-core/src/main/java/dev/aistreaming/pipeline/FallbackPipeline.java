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

/** The outer end of a {@link Pipeline}: several providers, one behind the other, and what stands around all of them. */
public final class FallbackPipeline {

    /** The errors that another provider may not have. */
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

    /** The errors for which the next provider is asked; {@link #DEFAULT_CODES} where none are said. */
    public FallbackPipeline codes(Set<ErrorCode> codes) {
        this.codes = codes;
        return this;
    }

    /** What becomes of answers that have begun, where their requests do not say; {@link Failover#NEVER} where nothing is said. */
    public FallbackPipeline failover(Failover failover) {
        this.failover = failover;
        return this;
    }

    /** When the next provider is asked beside the first one, which is slow. */
    public FallbackPipeline hedging(@Nullable Hedging hedging) {
        this.hedging = hedging;
        return this;
    }

    /** How long all providers together may take; the total time of the first one where nothing is said. */
    public FallbackPipeline total(Duration total) {
        this.total = total;
        return this;
    }

    /**
     * Something of your own around all of the providers.
     *
     * @param decorator puts it around a provider, which has the name of the first one
     */
    public FallbackPipeline customize(UnaryOperator<ChatProvider> decorator) {
        decorators.add(decorator);
        return this;
    }

    /** The first provider with the others behind it, and with all of this around them. */
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
