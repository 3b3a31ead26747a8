package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the next provider when one fails, before it has delivered anything or, depending on the {@link Failover}, afterwards. Each
 * provider uses its own model.
 */
final class FallbackProvider extends StagedProvider {

    private static final Logger log = LoggerFactory.getLogger(FallbackProvider.class);

    private final List<ChatProvider> others;
    private final Set<ErrorCode> codes;
    private final Failover failover;
    private final Threads threads;
    private final @Nullable Hedging hedging;

    /**
     * Creates the decorator.
     *
     * @param first called first; this provider takes its name
     * @param others called in this order
     * @param codes the errors after which the next provider is called
     * @param threads make the next call; not closed here
     */
    FallbackProvider(ChatProvider first, List<ChatProvider> others, Set<ErrorCode> codes, Threads threads) {
        this(first, others, codes, Failover.NEVER, null, threads);
    }

    /**
     * Creates the decorator.
     *
     * @param first called first; this provider takes its name
     * @param others called in this order
     * @param codes the errors after which the next provider is called
     * @param failover what happens to an answer that has begun, unless its request specifies it
     * @param hedging when the next provider is called in parallel with the first; {@code null} for never
     * @param threads make the next call; not closed here
     */
    FallbackProvider(
            ChatProvider first,
            List<ChatProvider> others,
            Set<ErrorCode> codes,
            Failover failover,
            @Nullable Hedging hedging,
            Threads threads) {
        super(first);
        this.others = List.copyOf(others);
        this.codes = Set.copyOf(codes);
        this.failover = failover;
        this.threads = threads;
        this.hedging = hedging;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        Failover said = Failover.of(request);
        if ((said == null ? failover : said) == Failover.NEVER) {
            return super.newCall(request);
        }
        PointOfNoReturn point = new PointOfNoReturn();
        ChatRequest asked = point.addTo(request);
        Others next = new Others(asked);
        return new FailoverCall(hedged(delegate().newCall(asked), next), new FailoverPlan(next, asked, point), threads);
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        Others next = new Others(request);
        return new CallChain(hedged(call, next), next, threads);
    }

    private ChatCall hedged(ChatCall call, Others next) {
        return hedging == null ? call : hedging.around(name(), call, next, threads);
    }

    private final class Others implements CallChain.Plan, HedgedCall.Spares {
        private final ChatRequest request;
        private int next;
        private String asked = name();

        Others(ChatRequest request) {
            this.request = request.toBuilder().model(null).build();
        }

        @Override
        public boolean holdsBack(StreamEvent event) {
            return event instanceof StreamEvent.Started;
        }

        @Override
        public @Nullable Supplier<CallChain.@Nullable Next> afterError(AiException error, boolean delivered) {
            boolean end = delivered || next == others.size() || !codes.contains(error.code());
            return end ? null : () -> nextAfter(error);
        }

        private CallChain.@Nullable Next nextAfter(AiException error) {
            HedgedCall.Spare spare = make();
            if (spare == null) {
                return null;
            }
            log.info("Asking '{}' instead, after: {}", spare.provider(), error.getMessage());
            Restart restart = new Restart(asked, spare.provider(), Duration.ZERO, error);
            settled(spare.provider(), spare);
            return new CallChain.Next(restart, spare::call);
        }

        @Override
        public HedgedCall.@Nullable Spare make() {
            for (int place = next; place < others.size(); place++) {
                ChatProvider other = others.get(place);
                try {
                    return new HedgedCall.Spare(other.name(), place, other.newCall(request));
                } catch (AiException refused) {
                    log.info("Not asking '{}', which would refuse the request: {}", other.name(), refused.getMessage());
                } catch (Throwable fault) {
                    log.error("Not asking '{}', which failed to make a call", other.name(), fault);
                }
            }
            return null;
        }

        @Override
        public void settled(String provider, HedgedCall.@Nullable Spare used) {
            asked = provider;
            next = used == null ? next : used.place() + 1;
        }
    }

    @Override
    public String toString() {
        return delegate() + " with fallbacks " + others;
    }
}
