package dev.aistreaming.spring;

import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The streams of this application, by their ids: to read one again, to stop it, to send events of one's own, and to answer what it
 * asks. It knows a stream only for its {@linkplain StreamOwnerResolver owner}: to everybody else, it is one that does not exist.
 *
 * <p>A stream that is kept ({@code ai.streaming.resume.enabled}) is known by the id that the browser got in the header {@code
 * X-AI-Stream-Id}, on every instance that shares the store. One that is not is known on the instance that writes it, until it ends, by
 * {@link AiStream#id()} and by the {@code streamId} of an approval.
 *
 * <p>Whose call it is, the {@link StreamOwnerResolver} tells, which by default asks the request under way. On a thread without one, a
 * signed-in user's stream therefore is one that does not exist.
 */
public interface AiStreams {

    /**
     * The rest of a stream: what is there at once, then what comes. Return it from a controller. Several may read a stream at
     * a time.
     *
     * <p>Only streams that are kept can be read again. The response is 204 where the stream has ended and nothing comes after that event, which tells an
     * {@code EventSource} to stop; and one error event with the code {@code stream_expired} for a stream that is unknown.
     *
     * @param afterEvent the number of the last event seen; 0: from the beginning
     */
    SseEmitter resume(String streamId, long afterEvent);

    /**
     * As {@link #resume(String, long)}, after the event that the current request names by {@code Last-Event-ID} or the parameter
     * {@code lastEventId}: from the beginning where it names none, and {@code stream_expired} where it names one of another
     * stream, or none at all.
     */
    SseEmitter resume(String streamId);

    /**
     * As {@link #resume(String)}, for the stream that is being written under a {@link TaskBuilder#key key} of whoever asks; 204 where
     * there is none, or it has ended. The last stream of a key counts.
     */
    SseEmitter resumeByKey(String key);

    /** As {@link #resume(String, long)}, for a controller of WebFlux: see {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publish(String streamId, long afterEvent);

    /** As {@link #resume(String)}, for a controller of WebFlux: see {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publish(String streamId);

    /** As {@link #resumeByKey}, for a controller of WebFlux: see {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publishByKey(String key);

    /**
     * As {@link #stop}, for the last stream of a {@link TaskBuilder#key key} of whoever asks.
     *
     * @return whether there was one that had not ended
     */
    boolean stopByKey(String key);

    /** What is known of the last stream of a {@link TaskBuilder#key key} of whoever asks; empty where there is none. */
    Optional<StreamStatus> findByKey(String key);

    /**
     * Ends a stream at once, also one that another instance produces. Who reads it gets an error event with the code
     * {@code cancelled}.
     *
     * @return whether there was one that had not ended
     */
    boolean stop(String streamId);

    /**
     * Sends an event of the application's own to those who read a stream, as {@link AiStream#emit(String, Object)} does, also where
     * another instance produces it. To be called in a request of the stream's owner; {@code AiStream} itself can be used on any thread. For one on another instance, this waits for its answer, two seconds at most.
     *
     * @return whether it was taken; not where the stream is unknown, has ended, is somebody else's, or too many events wait
     * @throws IllegalArgumentException for a blank name, or a value that Jackson cannot write
     */
    default boolean emit(String streamId, String name, @Nullable Object value) {
        return emit(streamId, name, null, value);
    }

    /**
     * As {@link #emit(String, String, Object)}, for something that changes.
     *
     * @param id what has the same name and id takes the place of what came before; {@code null}: it does not
     */
    boolean emit(String streamId, String name, @Nullable String id, @Nullable Object value);

    /**
     * Answers an event "approval": whether the tool may be called that the stream waits for. Does not wait for the tool; of a
     * stream on another instance it waits for its answer, two seconds at most.
     *
     * <p>To be called in a request of the stream's owner: elsewhere, a signed-in user's stream is unknown, and the call goes on
     * waiting. Where somebody else decides, or no request is under way (a message from a queue, a job), give the chat request {@link
     * dev.aistreaming.tool.Approvals} of your own, whose {@code decide} asks for no owner, on the instance that writes the stream.
     *
     * @param approvalId the event's {@code id}
     * @param reason why not, for the model, which may repeat it
     * @return whether a call has waited for this; not where somebody has answered before, the time was up, or the stream is unknown,
     *     has ended or is somebody else's
     */
    boolean approve(String streamId, String approvalId, boolean approved, @Nullable String reason);

    /** What is known of a stream; empty where it is unknown, expired or somebody else's. */
    Optional<StreamStatus> find(String streamId);

    /**
     * What is known of a stream.
     *
     * @param streamId the stream's id
     * @param lastEvent the number of the last event so far; 0: none yet, or the stream is not kept and has no numbers
     * @param ended whether that is the last one
     */
    record StreamStatus(String streamId, long lastEvent, boolean ended) {}
}
