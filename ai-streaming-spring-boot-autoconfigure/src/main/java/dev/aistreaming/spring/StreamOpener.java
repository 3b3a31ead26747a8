package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.thread.Threads;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens the streams of an application, whichever provider answers. */
public final class StreamOpener {

    private final ActiveStreams streams;
    private final StreamSettings settings;
    private final Threads threads;
    private final @Nullable ResumableStreams resumable;
    private final StreamObserver observer;
    private final StreamIds ids = new StreamIds();

    /**
     * No stream yet.
     *
     * @param streams where open streams are counted
     * @param settings how answers go to the browser
     * @param threads times heart-beats; not closed here
     * @param resumable keeps streams for those who come back; {@code null}: a stream belongs to its connection
     * @param observer is told what becomes of them
     */
    public StreamOpener(
            ActiveStreams streams,
            StreamSettings settings,
            Threads threads,
            @Nullable ResumableStreams resumable,
            StreamObserver observer) {
        this.streams = streams;
        this.settings = settings;
        this.threads = threads;
        this.resumable = resumable;
        this.observer = observer;
    }

    SseEmitter open(ChatProvider provider, ChatRequest request, StreamOptions options) {
        if (HeadEmitter.isWanted()) {
            return new HeadEmitter();
        }
        ResumableStreams keeping = options.resumable() ? resumable : null;
        ResumePoint point = keeping == null ? null : ResumePoint.ofCurrentRequest();
        if (keeping != null && point != null) {
            return keeping.resume(point.streamId(), point.afterEvent());
        }
        ActiveStreams.Slot slot = streams.acquire();
        boolean open = false;
        try {
            String name = provider.name();
            ChatCall call = new TimedCancel(provider.newCall(request), time -> observer.cancelled(name, time));
            StreamOptions observed = options.observed(outcome -> observer.ended(name, outcome));
            StreamRecord record = new StreamRecord(ids.create(), name, request.model());
            SseEmitter emitter;
            if (keeping == null) {
                BrowserStream stream = new BrowserStream(call, settings, threads, record, observed, slot::release);
                slot.occupy(stream, record);
                emitter = stream.start();
            } else {
                emitter = keeping.open(call, record, observed, slot);
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
