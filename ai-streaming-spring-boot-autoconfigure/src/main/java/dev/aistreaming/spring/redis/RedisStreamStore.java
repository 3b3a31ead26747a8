package dev.aistreaming.spring.redis;

import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamProducer;
import dev.aistreaming.store.StreamReading;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.store.StreamStoreLimits;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A store for several instances of an application. Streams of this instance are kept and served from memory, and copied to Redis as they
 * grow. Streams of other instances are read from Redis. If an instance dies, the readers of its streams get the existing events and then
 * an {@link InterruptedEnding}, within five seconds.
 *
 * <p>Nothing that writes or reads events waits for Redis, and nothing else waits for longer than two seconds. While Redis is away,
 * streams continue, and each instance can resume only its own. Once Redis is back, it gets the missing events. A stream whose beginning
 * Redis has lost, or of which too much is waiting, is dropped there and counted.
 */
public final class RedisStreamStore implements StreamStore {

    private static final Logger log = LoggerFactory.getLogger(RedisStreamStore.class);

    /** How long to wait for Redis. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The first pause between look-ups. Pauses double and add up to one second. */
    private static final long FIRST_PAUSE_MILLIS = 8;

    private static final long LAST_PAUSE_MILLIS = 512;
    private static final int MOST_PATIENT = 32;

    private final Semaphore patient = new Semaphore(MOST_PATIENT);
    private final InMemoryStreamStore here;
    private final Outages outages = new Outages();
    private final RedisLink link;
    private final StoredStreams stored;
    private final Heart heart;
    private final Outbox outbox;
    private final Followers followers;
    private final String instance = new StreamIds().create();
    private final @Nullable Restarts restarts;

    /**
     * Creates an empty store that connects in the background.
     *
     * @param here keeps the streams of this instance; closed together with this store
     * @param connectionFactory supplies the Redis client; must be started; not closed here
     * @param limits the maximum length and the retention of streams, which also apply in Redis
     * @param ending the end that readers get if the instance that wrote a stream is gone
     */
    public RedisStreamStore(
            InMemoryStreamStore here,
            LettuceConnectionFactory connectionFactory,
            StreamStoreLimits limits,
            InterruptedEnding ending) {
        this(here, connectionFactory, limits, ending, null);
    }

    /**
     * Creates an empty store that can continue the streams of instances that are gone.
     *
     * @param restarts restarts such streams; {@code null} if they end instead
     */
    public RedisStreamStore(
            InMemoryStreamStore here,
            LettuceConnectionFactory connectionFactory,
            StreamStoreLimits limits,
            InterruptedEnding ending,
            @Nullable Restarts restarts) {
        this.here = here;
        this.restarts = restarts;
        this.link = new RedisLink(connectionFactory::getRequiredNativeClient, outages);
        this.stored = new StoredStreams(link, limits.retention(), ending);
        this.heart = new Heart(instance, link, outages);
        // each event has at least eight bytes: "data: " and a blank line
        StreamWriter writer = new StreamWriter(instance, limits.retention(), 2 + limits.maxStreamBytes() / 8);
        OutgoingStreams outgoing = new OutgoingStreams(limits.maxStreamBytes(), writer, outages, here);
        this.outbox = new Outbox(link, outgoing, writer, heart.executor());
        Successors successors = restarts == null
                ? (streamId, format, producer) -> stored.seal(streamId, format)
                : new TakeOvers(instance, stored, restarts, heart.executor(), this::goOn);
        this.followers = new Followers(
                instance,
                link,
                stored,
                message -> outgoing.handle(message, outbox::sayGrown),
                outgoing::tell,
                successors);
        heart.start(outbox, outgoing, followers);
    }

    @Override
    public StreamLog create(StreamHead head, StreamProducer producer) {
        return begin(head, producer, null);
    }

    @Override
    public StreamLog create(StreamHead head, StreamProducer producer, byte[] request) {
        byte[] kept = restarts == null || request.length > Restarts.MAX_REQUEST_BYTES
                ? null
                : restarts.cipher().encrypt(head.id(), request);
        return begin(head, producer, kept);
    }

    private StreamLog begin(StreamHead head, StreamProducer producer, byte @Nullable [] request) {
        Audience audience = new Audience(producer);
        StreamLog log = here.create(head, audience);
        OutgoingStream stream =
                new OutgoingStream(head, StreamPlace.first(head.id()), Written.NOTHING, here, log, audience, outbox);
        if (request != null) {
            stream.keepRequest(request);
        }
        outbox.begin(stream);
        return stream;
    }

    /** Continues a stream that another instance has begun. */
    private OutgoingStream goOn(StreamHead head, StreamPlace place, Written written, StreamProducer producer) {
        Audience audience = new Audience(producer);
        StreamLog log = here.create(head, audience, written.chunks());
        if (here.find(head.id()).isEmpty()) {
            StreamChunk end = stored.ending().of(head.id(), head.format(), written.lastEvent() + 1);
            log.end(end.events(), end.count());
            throw new IllegalStateException("it is too long to be kept here");
        }
        OutgoingStream stream = new OutgoingStream(head, place, written, here, log, audience, outbox);
        stream.requestIsKept();
        audience.readElsewhereOnly(instance, System.nanoTime() + OutgoingStreams.HEARD_FOR);
        outbox.begin(stream);
        return stream;
    }

    @Override
    public Optional<StoredStream> find(String streamId) {
        Optional<StoredStream> known = here.find(streamId);
        return known.isPresent() ? known : lookPatiently(streamId, 0).map(Stored::stream);
    }

    @Override
    public Optional<StreamReading> read(String streamId, long afterEvent) {
        Optional<StreamReading> reading = here.read(streamId, afterEvent);
        if (reading.isPresent() || here.find(streamId).isPresent()) {
            return reading; // an empty reading means that this event does not exist, here or anywhere
        }
        return lookPatiently(streamId, afterEvent)
                .filter(found -> found.has(afterEvent) || (restarts != null && found.mayHaveHad(afterEvent)))
                .map(found -> followers.reading(streamId, found, afterEvent));
    }

    /** Returns the latest stream of this key, on this instance or in Redis. Without Redis, that is the latest of this instance. */
    @Override
    public Optional<String> current(@Nullable String owner, String key) {
        Optional<StreamHead> own = here.last(owner, key);
        Deadline deadline = Deadline.after(PATIENCE);
        Optional<LastEntry> there = ask(() -> stored.last(owner, key), deadline);
        boolean isElsewhere = there.isPresent()
                && (own.isEmpty() || own.get().created().isBefore(there.get().created()));
        return isElsewhere
                ? there.map(LastEntry::streamId)
                        .filter(id ->
                                here.find(id).isPresent() || look(id, deadline).isPresent())
                : own.map(StreamHead::id);
    }

    @Override
    public boolean stop(String streamId) {
        if (here.stop(streamId)) {
            return true;
        }
        if (here.find(streamId).isPresent()) {
            return false;
        }
        Deadline deadline = Deadline.after(PATIENCE);
        Optional<Stored> found =
                look(streamId, deadline).filter(known -> !known.stream().ended());
        found.ifPresent(known -> await(followers.stop(streamId, known).thenApply(told -> found), deadline));
        return found.isPresent();
    }

    @Override
    public boolean tell(String streamId, String message) {
        Deadline deadline = Deadline.after(PATIENCE);
        return look(streamId, deadline)
                .filter(known -> !known.stream().ended())
                .flatMap(known -> followers
                        .questions()
                        .ask(
                                known.producer(),
                                streamId,
                                message,
                                answer -> await(answer.thenApply(Optional::of), deadline)))
                .orElse(false);
    }

    /**
     * Looks up a stream repeatedly for a while. A browser that loses the connection to one instance may arrive here before the copy of
     * the events that it has seen. The number of concurrent look-ups of this kind is limited, because anybody can make up ids.
     */
    private Optional<Stored> lookPatiently(String streamId, long event) {
        Deadline deadline = Deadline.after(PATIENCE);
        Optional<Stored> found = look(streamId, deadline);
        if (isFinal(found, event) || !StreamIds.isValid(streamId) || !isAvailable() || !patient.tryAcquire()) {
            return found;
        }
        try {
            for (long pause = FIRST_PAUSE_MILLIS;
                    !isFinal(found, event) && pause <= LAST_PAUSE_MILLIS && pause < deadline.millisLeft();
                    pause *= 2) {
                Thread.sleep(pause);
                found = look(streamId, deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            patient.release();
        }
        return found;
    }

    /** Whether another look-up would be of no use. */
    private static boolean isFinal(Optional<Stored> found, long event) {
        return found.isPresent()
                && (found.get().has(event) || found.get().stream().ended());
    }

    private Optional<Stored> look(String streamId, Deadline deadline) {
        return StreamIds.isValid(streamId) ? ask(() -> stored.look(streamId), deadline) : Optional.empty();
    }

    private <T> Optional<T> ask(Supplier<CompletableFuture<Optional<T>>> question, Deadline deadline) {
        try {
            link.awaitFirstAttempt(Duration.ofMillis(deadline.millisLeft()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return await(question.get(), deadline);
    }

    private <T> Optional<T> await(CompletableFuture<Optional<T>> answer, Deadline deadline) {
        try {
            return answer.get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            log.debug("Redis does not answer in time", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisException) {
                log.debug("Redis does not answer", e);
            } else {
                log.error("What Redis knows of an AI stream cannot be read", e);
            }
        }
        return Optional.empty();
    }

    /** Returns to work after {@link #leave}. */
    void comeBack() {
        heart.goOn();
    }

    /** Ends all open streams of this instance in Redis and disconnects. Takes no longer than the time that Redis has to answer. */
    void leave() {
        heart.rest(outbox);
    }

    /** Returns the number of streams that only this instance can or could resume, because Redis was away or did not keep them. */
    public long uncopiedStreams() {
        return outages.streams();
    }

    /** Whether Redis answered lately. */
    public boolean isAvailable() {
        return !outages.redisIsAway();
    }

    @Override
    public void close() {
        heart.close(outbox);
        here.close();
    }
}
