package dev.aistreaming.spring.actuate;

import dev.aistreaming.spring.ActiveStream;
import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.store.StreamIds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** The streams that are open in this application: lists them, and stops one. And what is recorded of providers, by an id that no stream has. */
@WebEndpoint(id = "aistreams")
@RegisterReflectionForBinding({ // what the types of its operations do not tell
    AiStreamsEndpoint.StreamDescriptor.class,
    RecorderControl.RecorderDescriptor.class,
    RecorderControl.Refusal.class
})
public final class AiStreamsEndpoint {

    private static final Logger log = LoggerFactory.getLogger(AiStreamsEndpoint.class);

    private final ActiveStreams streams;
    private final Models models;
    private final RecorderControl recorder;

    /** The models that providers are configured with. */
    @FunctionalInterface
    public interface Models {
        /** The model that is asked where a request names none; {@code null}: not known. */
        @Nullable
        String defaultOf(String provider);
    }

    /**
     * An endpoint.
     *
     * @param streams to be listed
     * @param models what is asked where neither the request nor the answer has named a model
     */
    public AiStreamsEndpoint(ActiveStreams streams, Models models) {
        this(streams, models, new RecorderControl(null));
    }

    /**
     * An endpoint.
     *
     * @param streams to be listed
     * @param models what is asked where neither the request nor the answer has named a model
     * @param recorder what is recorded
     */
    public AiStreamsEndpoint(ActiveStreams streams, Models models, RecorderControl recorder) {
        this.streams = streams;
        this.models = models;
        this.recorder = recorder;
    }

    /** All, oldest first. */
    @ReadOperation
    public StreamsDescriptor streams() {
        return new StreamsDescriptor(streams.list().stream().map(this::describe).toList());
    }

    /** One, by the id that the list has, or what is still to be recorded; {@code null}: there is none. */
    @ReadOperation
    public @Nullable OperationResponseBody stream(@Selector String id) {
        return id.equals(RecorderControl.ID) ? recorder.describe() : oneOf(id);
    }

    private @Nullable OperationResponseBody oneOf(String id) {
        return streams.list().stream()
                .filter(stream -> stream.id().equals(id))
                .<OperationResponseBody>map(this::describe)
                .findFirst()
                .orElse(null);
    }

    /** Ends one: 204, or 404 where there is none. */
    @DeleteOperation
    public WebEndpointResponse<Void> stop(@Selector String id) {
        if (!streams.stop(id)) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        }
        log.info("Stopped AI stream {}, as an operator asked for", StreamIds.shorten(id));
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
    }

    /**
     * Says what is recorded of a provider from now on, in place of what was said before.
     *
     * @param id of the recorder; anything else is not found
     * @param calls so many of the next calls; {@code null}: none
     * @param failures so many of the next calls that fail; {@code null}: none
     */
    @WriteOperation
    public WebEndpointResponse<Object> record(
            @Selector String id, String provider, @Nullable Integer calls, @Nullable Integer failures) {
        return id.equals(RecorderControl.ID)
                ? recorder.arm(provider, calls, failures)
                : new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }

    private StreamDescriptor describe(ActiveStream stream) {
        String model = stream.model();
        return new StreamDescriptor(
                stream.id(),
                stream.provider(),
                model == null ? models.defaultOf(stream.provider()) : model,
                stream.age(),
                stream.state().wireName(),
                stream.characters(),
                stream.chunks(),
                stream.client(),
                stream.readers());
    }

    /**
     * The answer to a list.
     *
     * @param streams oldest first
     */
    public record StreamsDescriptor(List<StreamDescriptor> streams) implements OperationResponseBody {}

    /**
     * One stream, as {@link ActiveStream} explains it.
     *
     * @param state {@code waiting}, {@code streaming} or {@code retrying}
     */
    public record StreamDescriptor(
            String id,
            String provider,
            @Nullable String model,
            Duration age,
            String state,
            int characters,
            int chunks,
            @Nullable String client,
            @Nullable Integer readers)
            implements OperationResponseBody {}
}
