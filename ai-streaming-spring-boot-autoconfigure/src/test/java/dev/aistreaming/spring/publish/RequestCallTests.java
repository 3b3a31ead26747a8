package dev.aistreaming.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.provider.Workers;
import dev.aistreaming.thread.ThreadContext;
import dev.aistreaming.thread.Threads;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subscriber of a call gets, on the threads of JDK 17: one of each kind. */
class RequestCallTests {

    private static final StreamBytes RESULT = new StreamBytes(null, "result".getBytes(StandardCharsets.UTF_8));

    private final Workers workers = new Workers(1);
    private final Threads threads = new Threads(workers.executor(), workers.callers(), ThreadContext.NONE);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        threads.close();
        workers.close();
    }

    private Subscriber call(Callable<StreamBytes> code) {
        Subscriber subscriber = Subscriber.requesting(1);
        new RequestCall<>(code, threads).subscribe(subscriber);
        return subscriber;
    }

    private StreamBytes waitForRelease() throws InterruptedException {
        released.await();
        return RESULT;
    }

    private static ErrorCode code(Subscriber subscriber) {
        Throwable failure = Objects.requireNonNull(subscriber.awaitEnd().failure());
        assertThat(failure).isInstanceOf(AiException.class);
        return ((AiException) failure).code();
    }

    @Test
    void codeMayWaitForWhatNeedsAThread() {
        Subscriber subscriber = call(() -> {
            CountDownLatch answered = new CountDownLatch(1);
            threads.execute(answered::countDown);
            answered.await();
            return RESULT;
        });

        assertThat(subscriber.awaitEnd().text()).isEqualTo("result");
        assertThat(subscriber.endings()).containsExactly("complete");
    }

    @Test
    void codeThatFindsTooMuchAheadOfItIsRefusedAsBusy() {
        List<Subscriber> taken = new ArrayList<>();
        Subscriber refused = call(this::waitForRelease);
        while (refused.failure() == null) {
            taken.add(refused);
            refused = call(this::waitForRelease);
        }

        assertThat(code(refused)).isEqualTo(ErrorCode.BUSY);
        released.countDown();
        assertThat(taken)
                .hasSizeGreaterThan(1)
                .allMatch(each -> each.awaitEnd().text().equals("result"));
    }

    @Test
    void anOpeningThatFindsTooMuchAheadOfItIsRefusedAsBusy() {
        while (call(this::waitForRelease).failure() == null) {
            assertThat(released.getCount()).isEqualTo(1);
        }
        Subscriber subscriber = Subscriber.requesting(1);
        new AnswerPublisher(responder -> responder.noContent(), threads).subscribe(subscriber);

        assertThat(code(subscriber)).isEqualTo(ErrorCode.BUSY);
    }

    @Test
    void codeIsInterruptedWhenItsSubscriberLeaves() {
        AtomicBoolean waiting = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        Subscriber subscriber = call(() -> {
            waiting.set(true);
            try {
                return waitForRelease();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        await().untilTrue(waiting);
        subscriber.cancel();

        await().untilTrue(interrupted);
        assertThat(subscriber.endings()).isEmpty();
    }

    @Test
    void aSubscriberThatLeavesLeavesNoInterruptBehind() {
        AtomicBoolean waiting = new AtomicBoolean();
        Subscriber first = call(() -> {
            waiting.set(true);
            try {
                return waitForRelease();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return RESULT;
            }
        });
        await().untilTrue(waiting);
        Subscriber next = call(() -> {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return RESULT;
        });
        first.cancel();

        assertThat(next.awaitEnd().text()).isEqualTo("result");
    }

    @Test
    void whoLeavesWithTheResultDoesNotInterruptItself() {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        AtomicReference<Flow.Subscription> its = new AtomicReference<>();
        new RequestCall<>(() -> RESULT, threads).subscribe(new Flow.Subscriber<StreamBytes>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                its.set(subscription);
                subscription.request(1);
            }

            @Override
            public void onNext(StreamBytes item) {
                its.get().cancel();
                interrupted.set(Thread.currentThread().isInterrupted());
            }

            @Override
            public void onError(Throwable throwable) {}

            @Override
            public void onComplete() {}
        });

        await().untilAsserted(() -> assertThat(interrupted).hasValue(false));
    }

    @Test
    void codeWhoseSubscriberHasLeftIsNotCalled() {
        call(this::waitForRelease);
        AtomicBoolean called = new AtomicBoolean();
        call(() -> {
                    called.set(true);
                    return RESULT;
                })
                .cancel();
        Subscriber last = call(() -> RESULT);
        released.countDown();

        last.awaitEnd();
        assertThat(called).isFalse();
    }

    @Test
    void whatCodeThrowsIsTheError() {
        IllegalStateException fault = new IllegalStateException("no");
        Subscriber subscriber = call(() -> {
            throw fault;
        });

        assertThat(subscriber.awaitEnd().failure()).isSameAs(fault);
        assertThat(subscriber.endings()).containsExactly("error");
    }

    @Test
    void whatTheContextOfARequestThrowsIsTheError() {
        IllegalStateException fault = new IllegalStateException("no context");
        Subscriber subscriber = Subscriber.requesting(1);
        new RequestCall<>(() -> RESULT, threads).subscribe(subscriber, new Requester() {
            @Override
            public void run(Runnable opening) {
                throw fault;
            }

            @Override
            public void closeConnection() {}
        });

        assertThat(subscriber.awaitEnd().failure()).isSameAs(fault);
    }

    @Test
    void nothingIsPublishedForNull() {
        Subscriber subscriber = call(() -> null).awaitEnd();

        assertThat(subscriber.pieces()).isEmpty();
        assertThat(subscriber.endings()).containsExactly("complete");
    }
}
