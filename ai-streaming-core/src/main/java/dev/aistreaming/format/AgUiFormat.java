package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.List;

/**
 * The events of AG-UI, as {@code @ag-ui/client} 0.0.59 and 1.0 take them: for CopilotKit and others. What it has no word for is a
 * {@code CUSTOM} event: {@code approval}, {@code source}, {@code object}, {@code reset}, and the application's own data by their name.
 *
 * @param shown what of an answer is sent
 * @see <a href="https://docs.ag-ui.com/concepts/events">Events of AG-UI</a>
 */
public record AgUiFormat(Disclosure shown) implements OwnFormat {

    /** The key of {@link StreamInfo#ids()} for the conversation that the front end has named. */
    public static final String THREAD_ID = "threadId";

    /** The key of {@link StreamInfo#ids()} for the run that the front end has named. */
    public static final String RUN_ID = "runId";

    @Override
    public String name() {
        return "ag-ui";
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        return new AgUiEncoder(shown, out, stream);
    }

    @Override
    public StreamEncoder takeOver(SseEncoder out, StreamInfo stream, List<String> written) {
        AgUiEncoder encoder = new AgUiEncoder(shown, out, stream);
        encoder.takeOver(written);
        return encoder;
    }
}
