package dev.aistreaming.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.web.ResponseOwner;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What its owner is told of a subscriber, and when, where things happen at the same time. All on one thread, so that they always do. */
class PublishedResponseTests implements ResponseOwner {

    private static final byte[] PIECE = {1};

    private final Executor here = Runnable::run;
    private final Threads threads = new Threads(here);
    private final List<String> told = new ArrayList<>();
    private final AtomicReference<Runnable> onNext = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> onPause = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> onClock = new AtomicReference<>(() -> {});
    private final Signals<StreamBytes> signals = new Signals<>(new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(StreamBytes item) {
            onNext.getAndSet(() -> {}).run();
        }

        @Override
        public void onError(Throwable throwable) {}

        @Override
        public void onComplete() {}
    });
    private long time = 1;
    private final PublishedResponse response =
            new PublishedResponse(signals, Heads.of(Map.of()), this, new NobodysRequest(here), threads, this::nanoTime);

    private long nanoTime() {
        onClock.getAndSet(() -> {}).run();
        return time;
    }

    private void request(long pieces) {
        signals.request(pieces);
        response.demandChanged();
    }

    @AfterEach
    void close() {
        threads.close();
    }

    @Override
    public void pause() {
        told.add("pause");
        onPause.getAndSet(() -> {}).run();
    }

    @Override
    public void resume() {
        told.add("resume");
    }

    @Override
    public void browserLeft(@Nullable Throwable failure) {
        told.add("left");
    }

    @Override
    public void closed() {
        told.add("closed");
    }

    @Override
    public void giveUp() {
        told.add("given up");
    }

    @Test
    void whoeverWasRefusedIsToldOfDemandThatNobodySawRunDry() throws Exception {
        request(1);
        response.opened();
        onNext.set(() -> {
            assertThat(response.takes()).isFalse();
            request(1);
        });
        response.write(PIECE);

        assertThat(told).containsExactly("resume", "resume");
    }

    @Test
    void demandThatComesWhileItsAbsenceIsToldIsTold() throws Exception {
        request(1);
        response.opened();
        onPause.set(() -> signals.request(1));
        response.write(PIECE);

        assertThat(told).containsExactly("resume", "pause", "resume");
        assertThat(response.blockedFor()).isZero();
    }

    @Test
    void demandThatComesWhileAPieceIsTakenDoesNotCountAsBlocked() throws Exception {
        response.opened();
        response.write(PIECE);
        onNext.set(() -> onClock.set(() -> request(1))); // after it was blocked, and before that is written down anew
        request(1);

        time += Duration.ofSeconds(5).toNanos();
        assertThat(response.takes()).isTrue();
        assertThat(response.blockedFor()).isZero();
    }

    @Test
    void aSubscriberThatTakesSomethingIsBlockedFromThenOn() throws Exception {
        response.opened();
        response.write(PIECE);
        response.write(PIECE);
        time += Duration.ofSeconds(5).toNanos();
        request(1);
        time += Duration.ofSeconds(2).toNanos();

        assertThat(response.blockedFor()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theTimeThatOpeningTakesIsNotTheSubscribers() {
        time += Duration.ofSeconds(5).toNanos();
        assertThat(response.blockedFor()).isZero();
        response.opened();
        assertThat(response.blockedFor()).isZero();
        time += Duration.ofSeconds(2).toNanos();

        assertThat(response.blockedFor()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSubscriberThatLeavesWhileTheStreamOpensIsKnownToBeGone() {
        assertThat(response.isAbandoned()).isFalse();
        signals.cancel();
        response.demandChanged();

        assertThat(response.isAbandoned()).isTrue();
        assertThat(told).isEmpty();
        response.opened();
        assertThat(told).containsExactly("closed");
    }

    @Test
    void aGoodEndIsNotAbandoned() {
        response.opened();
        response.complete();

        assertThat(response.isAbandoned()).isFalse();
    }
}
