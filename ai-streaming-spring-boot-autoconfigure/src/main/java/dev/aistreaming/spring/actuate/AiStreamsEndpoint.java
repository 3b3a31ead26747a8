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

/** Lists and stops the open streams of this application instance, and controls the recorder, whose id no stream has. */
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

    /** Knows the configured models of the providers. */
    @FunctionalInterface
    public interface Models {
        /** Returns the default model of a provider; {@code null} if unknown. */
        @Nullable
        String defaultOf(String provider);
    }

    /**
     * Creates an endpoint without a recorder.
     *
     * @param streams the streams
     * @param models the models that are shown if neither the request nor the answer names one
     */
    public AiStreamsEndpoint(ActiveStreams streams, Models models) {
        this(streams, models, new RecorderControl(null));
    }

    /**
     * Creates an endpoint.
     *
     * @param streams the streams
     * @param models the models that are shown if neither the request nor the answer names one
     * @param recorder controls what is recorded
     */
    public AiStreamsEndpoint(ActiveStreams streams, Models models, RecorderControl recorder) {
        this.streams = streams;
        this.models = models;
        this.recorder = recorder;
    }

    /** Lists all streams, oldest first. */
    @ReadOperation
    public StreamsDescriptor streams() {
        return new StreamsDescriptor(streams.list().stream().map(this::describe).toList());
    }

    /** Returns the stream with this id of the list, or the state of the recorder; {@code null} if there is neither. */
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

    /** Stops a stream: 204, or 404 if there is no such stream. */
    @DeleteOperation
    public WebEndpointResponse<Void> stop(@Selector String id) {
        if (!streams.stop(id)) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        }
        log.info("Stopped AI stream {}, as an operator asked for", StreamIds.shorten(id));
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
    }

    /**
     * Sets what is recorded of a provider from now on. Replaces the earlier setting.
     *
     * @param id the id of the recorder; any other id is not found
     * @param calls the number of calls to record; {@code null} for none
     * @param failures the number of failed calls to record; {@code null} for none
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
     * The open streams.
     *
     * @param streams oldest first
     */
    public record StreamsDescriptor(List<StreamDescriptor> streams) implements OperationResponseBody {}

    /**
     * An open stream: see {@link ActiveStream}.
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
