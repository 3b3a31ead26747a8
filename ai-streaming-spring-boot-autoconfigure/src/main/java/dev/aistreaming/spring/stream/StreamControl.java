package dev.aistreaming.spring.stream;

import dev.aistreaming.pipeline.EventQueue;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.publish.AnswerPublisher;
import dev.aistreaming.spring.web.Emitters;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.thread.Threads;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All known streams: those of this instance, kept or not, and kept streams of other instances. */
public final class StreamControl implements AiStreams {

    private final ProducedStreams produced;
    private final KeptStreams kept;
    private final StreamStore store;
    private final Emitters emitters;
    private final Threads threads;

    /**
     * Creates the control of streams.
     *
     * @param produced the streams of this instance
     * @param kept the streams that can be read again
     * @param store the store that keeps them; not closed here
     * @param emitters whether Spring MVC can send them
     * @param threads runs publishers that read streams; not closed here
     */
    public StreamControl(
            ProducedStreams produced, KeptStreams kept, StreamStore store, Emitters emitters, Threads threads) {
        this.produced = produced;
        this.kept = kept;
        this.store = store;
        this.emitters = emitters;
        this.threads = threads;
    }

    @Override
    public SseEmitter resume(String streamId, long afterEvent) {
        return emitters.answer(responder -> kept.resume(streamId, afterEvent, responder));
    }

    @Override
    public SseEmitter resume(String streamId) {
        return emitters.answer(responder -> kept.resume(streamId, responder));
    }

    @Override
    public SseEmitter resumeByKey(String key) {
        return emitters.answer(responder -> follow(key, responder));
    }

    @Override
    public Flow.Publisher<StreamBytes> publish(String streamId, long afterEvent) {
        return new AnswerPublisher(responder -> kept.resume(streamId, afterEvent, responder), threads);
    }

    @Override
    public Flow.Publisher<StreamBytes> publish(String streamId) {
        return new AnswerPublisher(responder -> kept.resume(streamId, responder), threads);
    }

    @Override
    public Flow.Publisher<StreamBytes> publishByKey(String key) {
        return new AnswerPublisher(responder -> follow(key, responder), threads);
    }

    private void follow(String key, Responder responder) {
        stored(key).ifPresentOrElse(id -> kept.follow(id, responder), responder::noContent);
    }

    @Override
    public boolean stopByKey(String key) {
        return current(key).filter(this::stop).isPresent();
    }

    @Override
    public Optional<StreamStatus> findByKey(String key) {
        return current(key).flatMap(this::find);
    }

    private Optional<String> current(String key) {
        return stored(key).or(() -> here(key).map(StreamHandle::id));
    }

    /**
     * Returns the kept stream of a key; empty if the latest one of this instance is not kept. Asks the store, because another instance
     * may have begun a newer one.
     */
    private Optional<String> stored(String key) {
        return here(key).filter(stream -> !stream.isKept()).isPresent()
                ? Optional.empty()
                : store.current(kept.currentOwner().orElse(null), key);
    }

    private Optional<StreamHandle> here(String key) {
        return Optional.ofNullable(produced.last(kept.currentOwner().orElse(null), key));
    }

    /** Stops a stream, even one that is no longer kept. */
    @Override
    public boolean stop(String streamId) {
        StreamHandle here = produced.get(streamId);
        if (here == null) {
            return kept.find(streamId).isPresent() && store.stop(streamId);
        }
        if (!kept.isOwn(here.owner().orElse(null))) {
            return false;
        }
        if (here.isKept()) {
            return store.stop(streamId);
        }
        here.stop();
        return true;
    }

    @Override
    public boolean emit(String streamId, String name, @Nullable String id, @Nullable Object value) {
        return tell(streamId, StreamMessage.emit(EventQueue.data(name, id, value)));
    }

    @Override
    public boolean approve(String streamId, String approvalId, boolean approved, @Nullable String reason) {
        return tell(streamId, StreamMessage.approve(approvalId, approved, reason));
    }

    private boolean tell(String streamId, StreamMessage message) {
        StreamHandle here = produced.get(streamId);
        if (here != null) {
            return kept.isOwn(here.owner().orElse(null)) && message.applyTo(here);
        }
        return kept.find(streamId).filter(stream -> !stream.ended()).isPresent()
                && store.tell(streamId, message.encode());
    }

    @Override
    public Optional<StreamStatus> find(String streamId) {
        StreamHandle here = produced.get(streamId);
        if (here == null || here.isKept()) {
            return kept.find(streamId).map(stream -> new StreamStatus(streamId, stream.lastEvent(), stream.ended()));
        }
        return kept.isOwn(here.owner().orElse(null))
                ? Optional.of(new StreamStatus(streamId, 0, false))
                : Optional.empty();
    }
}
