package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.Pacing;
import dev.aistreaming.spring.AiStream;
import dev.aistreaming.spring.web.BrowserConnection;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.Feed;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.spring.web.ResponseHead;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.thread.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/** One answer streamed to one browser. A client disconnect cancels the provider's call. */
final class AttachedStream implements AnswerWriter.Sink, Feed, OpenStream {

    private static final byte[] NOTHING = {};

    private final ChatCall call;
    private final Pacing pacing;
    private final Threads threads;
    private final AnswerWriter answer;
    private final ResponseHead head;
    private final BrowserConnection browser;
    private final Runnable onEnd;

    /** Counts the call and the response: the stream ends when both have ended. */
    private final AtomicInteger open = new AtomicInteger(2);

    AttachedStream(
            ChatCall call,
            BrowserSettings settings,
            Threads threads,
            StreamFigures record,
            StreamFormat format,
            StreamOptions options,
            Responder responder,
            Runnable onEnd) {
        this.call = new GuardedCall(call, this::endsBecauseOf);
        this.pacing = new Pacing(this.call);
        this.threads = threads;
        this.onEnd = onEnd;
        this.answer = new AnswerWriter(this, format, new SseEncoder(), record, options, threads);
        this.head = new ResponseHead(format.headers(), null, format.isEventStream());
        this.browser = new BrowserConnection(settings, threads, head, this, responder);
    }

    /** Starts the call. Nothing from the provider is read until the framework has taken over the response. */
    void start(AiStream stream) {
        browser.open(NOTHING);
        pacing.pause();
        answer.start(call, stream);
        browser.opened();
    }

    private void endsBecauseOf(AiException reason) {
        answer.endsBecauseOf(reason);
    }

    @Override
    public void end(AiException reason) {
        endsBecauseOf(reason);
        call.cancel();
    }

    @Override
    public boolean emit(StreamEvent.Data event) {
        return answer.emit(event);
    }

    @Override
    public void breakOff() {
        call.cancel();
        browser.breakOff();
    }

    @Override
    public void write(SseEncoder events) {
        browser.write(events.take());
    }

    @Override
    public void writeLast(SseEncoder events) {
        browser.writeLast(events.take());
    }

    @Override
    public void fail(SseEncoder events, AiException error) {
        if (head.isEventStream()) {
            writeLast(events);
        } else {
            browser.fail(events.take(), error);
        }
    }

    @Override
    public void answerEnded() {
        leave();
    }

    @Override
    public void cancelCall() {
        call.cancel();
    }

    @Override
    public boolean isGone() {
        return browser.isGone();
    }

    @Override
    public boolean isNonBlocking() {
        return browser.isNonBlocking();
    }

    @Override
    public boolean takes() {
        return browser.takes();
    }

    @Override
    public void pause() {
        pacing.pause();
    }

    /** Resumes the call. The provider may have sent a lot in the meantime, which is read on a thread that nobody waits for. */
    @Override
    public void resume() {
        answer.goOn(); // events that the application sent before the call started come first
        pacing.resume(isNonBlocking() ? threads::execute : Runnable::run);
    }

    @Override
    public void browserLeft() {
        call.cancel();
    }

    @Override
    public void tookNothing() {
        endsBecauseOf(browser.takesNothing());
        breakOff();
    }

    @Override
    public void ended() {
        leave();
    }

    private void leave() {
        if (open.decrementAndGet() == 0) {
            onEnd.run();
        }
    }

    @Override
    public String toString() {
        return answer + ", " + browser + ", " + open.get() + " of 2 left";
    }
}
