package dev.aistreaming.spring;

import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Finds streams by their ids: to resume or stop one, to send custom events, and to answer requests for approval. It finds a stream only for
 * its {@linkplain StreamOwnerResolver owner}. For everybody else, the stream does not exist.
 *
 * <p>A stream that is kept ({@code ai.streaming.resume.enabled}) has the id that the browser got in the header {@code X-AI-Stream-Id}.
 * Every instance that shares the store knows it. Any other stream is known only to the instance that writes it, until it ends: by {@link
 * AiStream#id()} and by the {@code streamId} of an approval event.
 *
 * <p>The {@link StreamOwnerResolver} tells who is calling. By default it looks at the current request, so a thread without a request does not
 * find the stream of a signed-in user.
 */
public interface AiStreams {

    /**
     * Streams the rest of an answer: first what is already there, then what follows. Return the result from a controller. Several
     * browsers can read the same stream at a time.
     *
     * <p>Only kept streams can be resumed. If the stream has ended and there are no more events, the status is 204, which tells an {@code
     * EventSource} to stop. If the stream is unknown, the response is one error event with the code {@code stream_expired}.
     *
     * @param afterEvent the number of the last event that the browser has seen; 0 to start from the beginning
     */
    SseEmitter resume(String streamId, long afterEvent);

    /**
     * Does the same as {@link #resume(String, long)}, after the event that the current request names with the header {@code Last-Event-ID} or
     * the parameter {@code lastEventId}. Starts from the beginning if the request names none. Responds with {@code stream_expired} if it
     * names an event of another stream or an invalid one.
     */
    SseEmitter resume(String streamId);

    /**
     * Does the same as {@link #resume(String)}, for the caller's last stream with this {@link TaskBuilder#key key}. The status is 204 if
     * there is no such stream or if it has ended.
     */
    SseEmitter resumeByKey(String key);

    /** Does the same as {@link #resume(String, long)}, for WebFlux controllers: see {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publish(String streamId, long afterEvent);

    /** Does the same as {@link #resume(String)}, for WebFlux controllers: see {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publish(String streamId);

    /** Does the same as {@link #resumeByKey}, for WebFlux controllers: see {@link TaskBuilder#publish}. */
    Flow.Publisher<StreamBytes> publishByKey(String key);

    /**
     * Stops the caller's last stream with this {@link TaskBuilder#key key}, as {@link #stop} does.
     *
     * @return whether there was a stream that had not ended
     */
    boolean stopByKey(String key);

    /** Returns the status of the caller's last stream with this {@link TaskBuilder#key key}; empty if there is none. */
    Optional<StreamStatus> findByKey(String key);

    /**
     * Stops a stream at once, even if another instance writes it. All its readers get an error event with the code {@code cancelled}.
     *
     * @return whether there was a stream that had not ended
     */
    boolean stop(String streamId);

    /**
     * Sends a custom event to all readers of a stream, as {@link AiStream#emit(String, Object)} does, even if another instance writes the
     * stream. Call it in a request of the stream's owner; an {@code AiStream} can be used on any thread. For a stream of another
     * instance, this method waits for that instance's reply, at most two seconds.
     *
     * @return whether the event was accepted; {@code false} if the stream is unknown, has ended or belongs to somebody else, or if too many
     *     events are waiting
     * @throws IllegalArgumentException if the name is blank, or if Jackson cannot write the value
     */
    default boolean emit(String streamId, String name, @Nullable Object value) {
        return emit(streamId, name, null, value);
    }

    /**
     * Sends a custom event that can replace an earlier one.
     *
     * @param id an event with the same name and id replaces the earlier event; {@code null} if it replaces none
     */
    boolean emit(String streamId, String name, @Nullable String id, @Nullable Object value);

    /**
     * Answers an approval event: decides whether a tool call that the stream is waiting for may run. Does not wait for the tool. For a
     * stream of another instance, this method waits for that instance's reply, at most two seconds.
     *
     * <p>Call it in a request of the stream's owner. Elsewhere, the stream of a signed-in user is unknown, and the tool call keeps waiting. If
     * somebody else decides, or if there is no request (a message listener, a job), add your own {@link
     * dev.aistreaming.tool.Approvals} to the chat request. Its {@code decide} does not check the owner. Call it on the instance that writes
     * the stream.
     *
     * @param approvalId the event's {@code id}
     * @param reason a reason for the refusal; the model sees it and may repeat it
     * @return whether a tool call was waiting for this decision; {@code false} if it was decided before, if the time is up, or if the
     *     stream is unknown, has ended or belongs to somebody else
     */
    boolean approve(String streamId, String approvalId, boolean approved, @Nullable String reason);

    /** Returns the status of a stream; empty if the stream is unknown, has expired or belongs to somebody else. */
    Optional<StreamStatus> find(String streamId);

    /**
     * The status of a stream.
     *
     * @param streamId the stream's id
     * @param lastEvent the number of the last event so far; 0 if there is none yet, or if the stream is not kept and has no numbers
     * @param ended whether that event is the last one
     */
    record StreamStatus(String streamId, long lastEvent, boolean ended) {}
}
