package dev.aistreaming.spring.publish;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.web.BrowserResponse;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.spring.web.ResponseHead;
import dev.aistreaming.spring.web.ResponseOwner;
import dev.aistreaming.thread.Threads;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a subscription to a stream. Calls of the subscriber return at once, because its thread may be an event loop: streams are
 * opened, paused and ended on threads that may block.
 */
final class AnswerSubscription implements Flow.Subscription, Responder {

    private static final Logger log = LoggerFactory.getLogger(AnswerSubscription.class);
    private static final byte[] NOTHING = {};

    private final Signals<StreamBytes> signals;
    private final Requester requester;
    private final Threads threads;
    private volatile @Nullable PublishedResponse response;

    AnswerSubscription(Flow.Subscriber<? super StreamBytes> subscriber, Requester requester, Threads threads) {
        this.signals = new Signals<>(subscriber);
        this.requester = requester;
        this.threads = threads;
    }

    /** Opens the stream on another thread. */
    void open(Consumer<? super Responder> opening) {
        Caller.execute(threads, () -> openHere(opening), signals::fail);
    }

    private void openHere(Consumer<? super Responder> opening) {
        if (signals.areOver()) {
            return;
        }
        try {
            requester.run(() -> opening.accept(this));
        } catch (Throwable e) {
            signals.fail(e);
        }
        PublishedResponse begun = response;
        if (begun != null) {
            begun.opened();
        }
    }

    void refuse(Throwable reason) {
        signals.fail(reason);
    }

    @Override
    public void request(long n) {
        signals.request(n);
        steer();
    }

    @Override
    public void cancel() {
        signals.cancel();
        steer();
    }

    private void steer() {
        PublishedResponse begun = response;
        if (begun != null) {
            try {
                threads.execute(begun::demandChanged);
            } catch (Throwable e) {
                log.debug("No thread is left to tell a stream of its subscriber", e);
            }
        }
    }

    @Override
    public BrowserResponse begin(ResponseHead head, BrowserSettings settings, ResponseOwner owner) {
        PublishedResponse begun = new PublishedResponse(signals, Heads.of(head), owner, requester, threads);
        response = begun;
        return begun;
    }

    @Override
    public void headOnly(Map<String, String> headers) {
        signals.add(new StreamBytes(Heads.of(headers), NOTHING));
        signals.complete();
    }

    @Override
    public void noContent() {
        signals.add(new StreamBytes(new StreamBytes.Head(204, Map.of()), NOTHING));
        signals.complete();
    }
}
