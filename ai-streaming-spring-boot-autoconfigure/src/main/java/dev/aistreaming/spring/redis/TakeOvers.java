package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamProducer;
import dev.aistreaming.store.StreamRestarter;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues streams whose producer is gone, by repeating the request under the same stream id. The seal, which Redis accepts only once,
 * names the instance that continues, so the other instances do not, and the provider is asked once for each producer that dies.
 */
final class TakeOvers implements Successors {

    private static final Logger log = LoggerFactory.getLogger(TakeOvers.class);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String instance;
    private final StoredStreams stored;
    private final Restarts restarts;
    private final ScheduledExecutorService executor;
    private final Rest rest;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** Creates the rest of a stream. */
    interface Rest {
        OutgoingStream create(StreamHead head, StreamPlace place, Written written, StreamProducer producer);
    }

    /** @param executor schedules retries if Redis does not answer */
    TakeOvers(String instance, StoredStreams stored, Restarts restarts, ScheduledExecutorService executor, Rest rest) {
        this.instance = instance;
        this.stored = stored;
        this.restarts = restarts;
        this.executor = executor;
        this.rest = rest;
    }

    @Override
    public CompletableFuture<?> of(String streamId, String format, String producer) {
        if (!underWay.add(streamId)) {
            return CompletableFuture.completedFuture(null);
        }
        return stored.lookOn(streamId, producer, format)
                .thenCompose(found -> endOrClaim(found.filter(known -> isBehind(known, producer))))
                .whenComplete((claimed, failure) -> {
                    if (claimed == null) {
                        underWay.remove(streamId);
                    } else {
                        begin(claimed, System.nanoTime());
                    }
                });
    }

    /** Whether no instance has continued the stream yet. */
    private static boolean isBehind(Stored known, String producer) {
        return !known.stream().ended() && known.producer().equals(producer);
    }

    /** @param restart the restart to perform if Redis accepts the claim */
    private record Claim(StreamPlace place, StreamRestarter.Restart restart) {}

    private CompletableFuture<@Nullable Claim> endOrClaim(Optional<Stored> found) {
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        StreamPlace place = found.get().place();
        return place.generation() >= Restarts.MAX_RESTARTS
                ? end(place)
                : stored.request(place.streamId())
                        .thenComposeAsync(request -> endOrClaim(place, request), restarts.workers());
    }

    private CompletableFuture<@Nullable Claim> endOrClaim(StreamPlace place, Optional<byte[]> request) {
        if (request.isEmpty()) {
            return end(place);
        }
        StreamRestarter restarter = restarts.restarter().get();
        if (!restarter.isReady()) {
            return CompletableFuture.completedFuture(null); // another instance may be ready
        }
        StreamRestarter.Restart restart = prepare(restarter, place.streamId(), request.get());
        return restart == null ? end(place) : claim(new Claim(place, restart));
    }

    private CompletableFuture<@Nullable Claim> end(StreamPlace place) {
        return stored.end(place).thenApply(id -> null);
    }

    private StreamRestarter.@Nullable Restart prepare(StreamRestarter restarter, String streamId, byte[] request) {
        try {
            return restarter.prepare(streamId, restarts.cipher().decrypt(streamId, request));
        } catch (GeneralSecurityException e) {
            log.warn(
                    "AI stream {} cannot be asked again: another key has encrypted what was asked, or it was changed",
                    StreamIds.shorten(streamId));
        } catch (RuntimeException e) {
            log.error("AI stream {} cannot be asked again", StreamIds.shorten(streamId), e);
        }
        return null;
    }

    /** Claims a stream. If the answer is lost, the claim may still have been accepted. */
    private CompletableFuture<@Nullable Claim> claim(Claim claim) {
        return stored.claim(claim.place(), instance)
                .handle((id, failure) -> failure instanceof RedisCommandExecutionException ? null : claim);
    }

    private void begin(Claim claim, long since) {
        Replies.then(
                Written.read(stored, claim.place())
                        .thenCombineAsync(
                                stored.request(claim.place().streamId()),
                                (written, request) -> isSettled(claim, written, request),
                                restarts.workers()),
                (settled, failure) -> {
                    if (failure == null && Boolean.TRUE.equals(settled)) {
                        underWay.remove(claim.place().streamId());
                    } else if (isOutage(failure)) {
                        log.debug("What there is of an AI stream could not be read", failure);
                        later(claim, since, () -> begin(claim, since));
                    } else {
                        if (failure != null) {
                            log.error(
                                    "AI stream {} cannot go on",
                                    StreamIds.shorten(claim.place().streamId()),
                                    failure);
                        }
                        end(claim, since);
                    }
                });
    }

    /** Whether another attempt may succeed. Closing a connection cancels the commands that were sent over it. */
    private static boolean isOutage(@Nullable Throwable failure) {
        return failure instanceof RedisException
                || failure instanceof CancellationException
                || failure instanceof IOException;
    }

    /** Runs a task later, as long as Redis keeps the claimed stream: this instance is alive, so no other one ends it. */
    private void later(Claim claim, long since, Runnable task) {
        if (Duration.ofNanos(System.nanoTime() - since).compareTo(stored.claimedFor()) < 0) {
            Replies.ignore(executor.schedule(task, PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } else {
            underWay.remove(claim.place().streamId());
        }
    }

    /** Ends a stream that this instance has claimed and does not continue. */
    private void end(Claim claim, long since) {
        StreamPlace place = claim.place().next();
        CompletableFuture<?> end = stored.lookOn(
                        place.streamId(), "", claim.restart().head().format())
                .thenCompose(found -> found.filter(known -> known.place().equals(place) && isBehind(known, instance))
                                .isPresent()
                        ? stored.end(place)
                        : CompletableFuture.completedFuture(null));
        Replies.then(end, (id, failure) -> {
            if (isOutage(failure)) {
                later(claim, since, () -> end(claim, since));
            } else {
                underWay.remove(place.streamId());
            }
        });
    }

    /** Returns whether this instance has restarted the stream or must not; otherwise the stream must be ended. */
    private boolean isSettled(Claim claim, Written written, Optional<byte[]> request) {
        StreamPlace place = claim.place().next();
        if (!instance.equals(written.next())) {
            return true; // another instance was first
        }
        if (written.hasEnded()) { // between the look-up and the claim
            stored.forgetRequest(place.streamId());
            return true;
        }
        if (request.isEmpty()) {
            return false; // stopped meanwhile
        }
        String id = StreamIds.shorten(place.streamId());
        try {
            StreamHead head = claim.restart().head();
            claim.restart().begin(written.chunks(), producer -> create(head, place, written, producer));
            log.info("AI stream {} goes on here, since its writer is gone", id);
            return true;
        } catch (Throwable e) {
            log.error("AI stream {} cannot go on", id, e);
            return false;
        }
    }

    private StreamLog create(StreamHead head, StreamPlace place, Written written, StreamProducer producer) {
        OutgoingStream stream = rest.create(head, place, written, producer);
        stopIfStopped(stream);
        return stream;
    }

    /**
     * Stops a stream that was stopped before this instance continued it: that message has reached nobody, but the request is deleted
     * before a stream is stopped.
     */
    private void stopIfStopped(OutgoingStream stream) {
        Replies.then(stored.request(stream.id()), (request, failure) -> {
            if (stream.hasEnded()) {
                return;
            }
            if (failure != null) {
                Replies.ignore(executor.schedule(() -> stopIfStopped(stream), PAUSE.toMillis(), TimeUnit.MILLISECONDS));
            } else if (request != null && request.isEmpty()) {
                stream.audience().stop();
            }
        });
    }
}
