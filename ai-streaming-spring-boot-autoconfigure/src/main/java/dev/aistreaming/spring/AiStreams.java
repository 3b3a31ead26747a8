package dev.aistreaming.spring;

import java.util.Optional;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams that can be resumed, by the id that the browser got in the header {@code X-AI-Stream-Id}. A bean of this type is
 * there where {@code ai.streaming.resume.enabled} is true. It knows a stream only for its {@linkplain StreamOwnerResolver
 * owner}: to everybody else, it is one that does not exist.
 */
public interface AiStreams {

    /**
     * The rest of a stream: what is there at once, then what comes. Return it from a controller. Several may read a stream at
     * a time.
     *
     * <p>The response is 204 where the stream has ended and nothing comes after that event, which tells an
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
     * Ends a stream at once, also one that another instance produces. Who reads it gets an error event with the code
     * {@code cancelled}.
     *
     * @return whether there was one that had not ended
     */
    boolean stop(String streamId);

    /** What is known of a stream; empty where it is unknown, expired or somebody else's. */
    Optional<StreamStatus> find(String streamId);

    /**
     * What is known of a stream.
     *
     * @param streamId the stream's id
     * @param lastEvent the number of the last event so far; 0: none yet
     * @param ended whether that is the last one
     */
    record StreamStatus(String streamId, long lastEvent, boolean ended) {}
}
