package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingCall;
import dev.aistreaming.pipeline.ForwardingListener;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts how often another provider takes over. */
public final class FallbackMeter implements ChatProvider {

    private final ChatProvider delegate;
    private final CallMeters meters;

    /**
     * A decorator.
     *
     * @param delegate the providers, one behind the other
     * @param convention names the meter and its tags
     * @param registry where it is
     */
    public FallbackMeter(ChatProvider delegate, GenAiConvention convention, MeterRegistry registry) {
        this.delegate = delegate;
        this.meters = new CallMeters(convention, registry);
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new ForwardingCall(delegate.newCall(request)) {
            @Override
            public void start(StreamListener listener) {
                delegate().start(new Counter(listener));
            }
        };
    }

    private final class Counter extends ForwardingListener {
        Counter(StreamListener listener) {
            super(listener);
        }

        @Override
        public void onRestart(Restart restart) {
            if (restart.isFallback()) {
                Recording.record(() -> meters.fallbacks(restart).increment());
            }
            super.onRestart(restart);
        }
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
