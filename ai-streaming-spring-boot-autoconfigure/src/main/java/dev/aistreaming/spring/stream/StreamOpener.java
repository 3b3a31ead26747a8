package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.HeadEmitter;
import dev.aistreaming.spring.web.ResumePoint;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.thread.Threads;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens the streams of an application, whichever provider answers. */
public final class StreamOpener {

    private final StreamRegistry streams;
    private final StreamFormats formats;
    private final ExpectedObjects expected;
    private final BrowserSettings settings;
    private final Threads threads;
    private final @Nullable KeptStreams resumable;
    private final StreamObserver observer;
    private final StreamIds ids = new StreamIds();

    /**
     * No stream yet.
     *
     * @param streams where open streams are counted
     * @param formats in whose words answers go to the browser
     * @param expected what answers have to be
     * @param settings how responses are kept open
     * @param threads times heart-beats; not closed here
     * @param resumable keeps streams for those who come back; {@code null}: a stream belongs to its connection
     * @param observer is told what becomes of them
     */
    public StreamOpener(
            StreamRegistry streams,
            StreamFormats formats,
            ExpectedObjects expected,
            BrowserSettings settings,
            Threads threads,
            @Nullable KeptStreams resumable,
            StreamObserver observer) {
        this.streams = streams;
        this.formats = formats;
        this.expected = expected;
        this.settings = settings;
        this.threads = threads;
        this.resumable = resumable;
        this.observer = observer;
    }

    StreamFormats formats() {
        return formats;
    }

    ExpectedObjects expected() {
        return expected;
    }

    SseEmitter open(ChatProvider provider, ChatRequest request, StreamOptions options) {
        StreamFormat format = options.format() == null ? formats.standard() : options.format();
        if (HeadEmitter.isWanted()) {
            return new HeadEmitter(format.headers());
        }
        KeptStreams keeping = options.resumable() ? resumable : null;
        ResumePoint point = keeping == null ? null : ResumePoint.ofCurrentRequest();
        if (keeping != null && point != null) {
            return keeping.resume(point.streamId(), point.afterEvent(), format);
        }
        StreamRegistry.Slot slot = streams.acquire();
        boolean open = false;
        try {
            String name = provider.name();
            ChatCall call = new CancelLatency(provider.newCall(request), time -> observer.cancelled(name, time));
            StreamOptions observed = options.observed(outcome -> observer.ended(name, outcome));
            StreamFigures record = new StreamFigures(ids.create(), name, request.model());
            SseEmitter emitter;
            if (keeping == null) {
                AttachedStream stream =
                        new AttachedStream(call, settings, threads, record, format, observed, slot::release);
                slot.occupy(stream, record);
                emitter = stream.start();
            } else {
                emitter = keeping.open(call, record, format, observed, slot);
            }
            open = true;
            return emitter;
        } finally {
            if (!open) {
                slot.release();
            }
        }
    }
}
