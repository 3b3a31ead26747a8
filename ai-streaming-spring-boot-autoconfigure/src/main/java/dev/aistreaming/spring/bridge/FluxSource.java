package dev.aistreaming.spring.bridge;

import dev.aistreaming.provider.PushSource;
import dev.aistreaming.provider.PushedAnswer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * Reads a {@link Flux} piece by piece: the next one is requested after the previous one was delivered.
 *
 * @param <T> a piece
 */
final class FluxSource<T> implements PushSource {

    private final Supplier<Flux<T>> flux;
    private final Function<PushedAnswer, Reader<T>> readers;

    /** @param flux supplies the pieces; called when the call starts, on a thread that may block */
    FluxSource(Supplier<Flux<T>> flux, Function<PushedAnswer, Reader<T>> readers) {
        this.flux = flux;
        this.readers = readers;
    }

    /** Reads the pieces of one answer. */
    interface Reader<T> {
        void read(T piece);

        void end();

        void fail(Throwable failure);
    }

    @Override
    public void start(PushedAnswer answer) {
        Reader<T> reader = readers.apply(answer);
        Flux<T> pieces;
        try {
            pieces = flux.get();
        } catch (RuntimeException e) {
            reader.fail(e);
            return;
        }
        // operators upstream see the thread-locals of the request
        pieces.contextCapture().subscribe(new Subscriber<>(answer, reader));
    }

    private static final class Subscriber<T> extends BaseSubscriber<T> implements PushSource.Handle {

        private final PushedAnswer answer;
        private final Reader<T> reader;
        private final AtomicBoolean asked = new AtomicBoolean();

        Subscriber(PushedAnswer answer, Reader<T> reader) {
            this.answer = answer;
            this.reader = reader;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            answer.attached(this);
        }

        /** A model's client may close its connection only between two reads. */
        @Override
        public boolean cancelMayWait() {
            return true;
        }

        @Override
        public void request() {
            if (asked.compareAndSet(false, true)) {
                request(1);
            }
        }

        @Override
        protected void hookOnNext(T piece) {
            asked.set(false);
            reader.read(piece);
            answer.flush();
        }

        @Override
        protected void hookOnComplete() {
            reader.end();
        }

        @Override
        protected void hookOnError(Throwable failure) {
            reader.fail(failure);
        }
    }
}
