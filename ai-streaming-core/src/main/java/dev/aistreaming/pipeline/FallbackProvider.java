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
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the next provider where one fails: before it has delivered anything, or after that, too. Each uses its own model. */
final class FallbackProvider extends StagedProvider {

    private static final Logger log = LoggerFactory.getLogger(FallbackProvider.class);

    private final List<ChatProvider> others;
    private final Set<ErrorCode> codes;
    private final Failover failover;
    private final Threads threads;

    /**
     * A decorator.
     *
     * @param first asked first; its name is this provider's
     * @param others asked one after the other
     * @param codes the errors for which the next is asked
     * @param threads hands over from one to the next; not closed here
     */
    FallbackProvider(ChatProvider first, List<ChatProvider> others, Set<ErrorCode> codes, Threads threads) {
        this(first, others, codes, Failover.NEVER, threads);
    }

    /**
     * A decorator.
     *
     * @param first asked first; its name is this provider's
     * @param others asked one after the other
     * @param codes the errors for which the next is asked
     * @param failover what becomes of an answer that has begun, where its request does not say
     * @param threads hands over from one to the next; not closed here
     */
    FallbackProvider(
            ChatProvider first, List<ChatProvider> others, Set<ErrorCode> codes, Failover failover, Threads threads) {
        super(first);
        this.others = List.copyOf(others);
        this.codes = Set.copyOf(codes);
        this.failover = failover;
        this.threads = threads;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        Failover said = Failover.of(request);
        if ((said == null ? failover : said) == Failover.NEVER) {
            return super.newCall(request);
        }
        PointOfNoReturn point = new PointOfNoReturn();
        ChatRequest asked = point.addTo(request);
        return new FailoverCall(delegate().newCall(asked), new FailoverPlan(new Others(asked), asked, point), threads);
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new CallChain(call, new Others(request), threads);
    }

    private final class Others implements CallChain.Plan {
        private final ChatRequest request;
        private final Iterator<ChatProvider> left = others.iterator();
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
            boolean end = delivered || !left.hasNext() || !codes.contains(error.code());
            return end ? null : () -> nextAfter(error);
        }

        private CallChain.@Nullable Next nextAfter(AiException error) {
            while (left.hasNext()) {
                ChatProvider next = left.next();
                try {
                    ChatCall call = next.newCall(request);
                    log.info("Asking '{}' instead, after: {}", next.name(), error.getMessage());
                    Restart restart = new Restart(asked, next.name(), Duration.ZERO, error);
                    asked = next.name();
                    return new CallChain.Next(restart, () -> call);
                } catch (AiException refused) {
                    log.info("Not asking '{}', which would refuse the request: {}", next.name(), refused.getMessage());
                } catch (Throwable fault) {
                    log.error("Not asking '{}', which failed to make a call", next.name(), fault);
                }
            }
            return null;
        }
    }

    @Override
    public String toString() {
        return delegate() + " with fallbacks " + others;
    }
}
