package dev.aistreaming.spring.actuate;

import dev.aistreaming.recording.Armed;
import dev.aistreaming.recording.Recorder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Controls the recorder on behalf of an operator. */
public final class RecorderControl {

    static final String ID = "recorder";

    private static final Logger log = LoggerFactory.getLogger(RecorderControl.class);

    private final @Nullable Recorder recorder;

    /** @param recorder {@code null} if recording is off */
    public RecorderControl(@Nullable Recorder recorder) {
        this.recorder = recorder;
    }

    @Nullable
    RecorderDescriptor describe() {
        return recorder == null ? null : describe(recorder);
    }

    private static RecorderDescriptor describe(Recorder recorder) {
        return new RecorderDescriptor(
                recorder.settings().directory().toAbsolutePath().toString(),
                recorder.armed().entrySet().stream()
                        .map(each -> new ArmedDescriptor(
                                each.getKey(),
                                each.getValue().calls(),
                                each.getValue().failures()))
                        .toList());
    }

    WebEndpointResponse<Object> arm(String provider, @Nullable Integer calls, @Nullable Integer failures) {
        Recorder recorder = this.recorder;
        if (recorder == null) {
            return refusal(WebEndpointResponse.STATUS_NOT_FOUND, "ai.streaming.recorder.directory is not set");
        }
        int nextCalls = calls == null ? 0 : calls;
        int nextFailures = failures == null ? 0 : failures;
        if ((calls == null && failures == null) || nextCalls < 0 || nextFailures < 0) {
            return refusal(WebEndpointResponse.STATUS_BAD_REQUEST, "calls or failures must be there, and be 0 or more");
        }
        if (!recorder.arm(provider, new Armed(nextCalls, nextFailures))) {
            return refusal(WebEndpointResponse.STATUS_BAD_REQUEST, "there is no configured provider of this name");
        }
        log.info(
                "The next {} calls and {} failures of '{}' are recorded, as an operator asked for",
                nextCalls,
                nextFailures,
                provider);
        return new WebEndpointResponse<>(describe(recorder));
    }

    private static WebEndpointResponse<Object> refusal(int status, String error) {
        return new WebEndpointResponse<>(new Refusal(error), status);
    }

    /**
     * What will be recorded.
     *
     * @param directory where recordings are written
     * @param providers all configured providers, by name
     */
    public record RecorderDescriptor(String directory, List<ArmedDescriptor> providers)
            implements OperationResponseBody {}

    /** What will be recorded of one provider: see {@link Armed}. */
    public record ArmedDescriptor(String provider, int calls, int failures) implements OperationResponseBody {}

    /** The reason why nothing has changed. */
    public record Refusal(String error) implements OperationResponseBody {}
}
