package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;
import java.util.List;

/**
 * The events of AG-UI, as accepted by {@code @ag-ui/client} 0.0.59 and 1.0, for CopilotKit and others. Anything without a
 * counterpart in the protocol becomes a {@code CUSTOM} event: {@code approval}, {@code source}, {@code object}, {@code reset}, and
 * application data under its own name.
 *
 * @param shown what is sent besides the text of an answer
 * @see <a href="https://docs.ag-ui.com/concepts/events">Events of AG-UI</a>
 */
public record AgUiFormat(Disclosure shown) implements BuiltInFormat {

    /** The key in {@link StreamInfo#ids()} for the front end's id of the conversation. */
    public static final String THREAD_ID = "threadId";

    /** The key in {@link StreamInfo#ids()} for the front end's id of the run. */
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
