package dev.aistreaming.spring.actuate;

import dev.aistreaming.pipeline.TokenLimits;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Counts how often clients reached their token limit, and how often the limit could not be checked. */
public final class TokenLimitMeter implements MeterBinder {

    static final String NAME = "ai.streaming.limits.tokens";

    private final TokenLimits limits;

    public TokenLimitMeter(TokenLimits limits) {
        this.limits = limits;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "refused", TokenLimits::refused);
        count(registry, "cut", TokenLimits::cut);
        count(registry, "unanswered", TokenLimits::unanswered);
    }

    private void count(MeterRegistry registry, String outcome, ToDoubleFunction<TokenLimits> number) {
        FunctionCounter.builder(NAME, limits, number)
                .description(
                        "Requests refused and answers cut for their client has no tokens left, and questions to the budget"
                                + " without an answer")
                .tag("outcome", outcome)
                .register(registry);
    }
}
