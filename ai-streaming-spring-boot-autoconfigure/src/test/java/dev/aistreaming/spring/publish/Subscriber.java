package dev.aistreaming.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.StreamBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A subscriber that asks for as much as a test says, and sees to it that it is told one thing at a time. */
final class Subscriber implements Flow.Subscriber<StreamBytes> {

    private final AtomicInteger inside = new AtomicInteger();
    private final List<StreamBytes> pieces = new CopyOnWriteArrayList<>();
    private final List<String> endings = new CopyOnWriteArrayList<>();
    private final long requestedAtOnce;
    private final boolean oneByOne;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean overlapped;

    private Subscriber(long requestedAtOnce, boolean oneByOne) {
        this.requestedAtOnce = requestedAtOnce;
        this.oneByOne = oneByOne;
    }

    /** Asks for so many pieces, and for no more by itself. */
    static Subscriber requesting(long pieces) {
        return new Subscriber(pieces, false);
    }

    /** Asks for the next piece when it has got one. */
    static Subscriber oneByOne() {
        return new Subscriber(1, true);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (requestedAtOnce != 0) {
            subscription.request(requestedAtOnce);
        }
    }

    @Override
    public void onNext(StreamBytes piece) {
        alone(() -> {
            pieces.add(piece);
            if (oneByOne) {
                request(1);
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        alone(() -> {
            this.failure = failure;
            endings.add("error");
        });
    }

    @Override
    public void onComplete() {
        alone(() -> endings.add("complete"));
    }

    private void alone(Runnable task) {
        overlapped |= inside.incrementAndGet() > 1;
        task.run();
        inside.decrementAndGet();
    }

    private Flow.Subscription subscription() {
        return Objects.requireNonNull(subscription, "not subscribed");
    }

    void request(long n) {
        subscription().request(n);
    }

    void cancel() {
        subscription().cancel();
    }

    Subscriber awaitPieces(int count) {
        await().until(() -> pieces.size() >= count);
        return this;
    }

    Subscriber awaitEnd() {
        await().until(() -> !endings.isEmpty());
        return this;
    }

    List<StreamBytes> pieces() {
        return List.copyOf(pieces);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(new String(piece.bytes(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** How it has ended, and that it was told one thing at a time. */
    List<String> endings() {
        assertThat(overlapped).as("signals overlapped").isFalse();
        return List.copyOf(endings);
    }
}
